"""Repairs of parse trees, by what they put right; `tidy` has them all in their order, each with an example.

    nouns      (VP (VBN hurt) (IN in) (NP Lima))          ->  (VP (VBN hurt) (PP (IN in) (NP Lima)))
    lists      (NP (NNP Peru) and (NP Cuba))              ->  (NP (NP (NNP Peru)) and (NP Cuba))
    verbs      (VP met (NP him) and (VP left))            ->  (VP (VP met (NP him)) and (VP left))
    clauses    (VP left (PP as (NP it)) (VP fell))        ->  (VP left (SBAR as (S (NP it) (VP fell))))
    speech     (S (NP Peru) , (NP he) (VP (VP said) , (VP left)))  ->  (S (NP Peru) (PRN he said) (VP left))

A repair gets a phrase's label and children and returns the new children, or None where it has nothing to do.
"""
