"""The build guards a bank: whatever an author gets wrong is one line, with the place and the way out.

This file is long because its table of slips is.
"""

import pytest

from autograder.bank.build import build_bank
from autograder.bank.folder import BankError
from autograder.bank.meant import meant_by
from tests.banks import MANIFEST, SOLUTION, SPEC, WRONG, write_bank

# what slipped: (the file, what stands there, what the author wrote instead, how the one line begins)
SLIPS = {
    "typo in a misconception": (
        SPEC,
        "np.sqrt(gini(p))",
        "np.sqrt(gimi(p))",
        "root_taken · specs:61: the misconception itself fails (NameError: name 'gimi' is",
    ),
    "a typo in a misconception's attribute": (
        SPEC,
        "np.sqrt(gini(p))",
        "np.sqrtt(gini(p))",
        "root_taken · specs:61: the misconception itself fails (AttributeError: module",
    ),
    "misconception wrong type": (
        SPEC,
        "np.sqrt(gini(p))",
        "gini(p, 2)",
        "root_taken · specs:61: the misconception gives no number on any case (TypeError",
    ),
    "false doctest": (
        SOLUTION,
        "    0.5\n",
        "    0.6\n",
        "solutions:21: the docstring's example is false: it gives 0.5, not 0.6; mend it",
    ),
    "doctest raising": (
        SOLUTION,
        "np.array([0.5, 0.5])",
        "array([0.5, 0.5])",
        "solutions:21: the docstring's example is false: it gives NameError: name 'array' is",
    ),
    "no doctest": (
        SOLUTION,
        "    >>> float(gini_impurity(np.array([0.5, 0.5])))\n    0.5\n",
        "    It is 0.5\n",
        "solutions:7: the docstring has no example that runs; write one after >>>",
    ),
    "no example section": (
        SOLUTION,
        "    Examples\n    --------\n    >>> float(gini_impurity(np.array([0.5, 0.5])))\n    0.5\n",
        "",
        "solutions:6: the docstring has no section Examples; write it in numpydoc's form",
    ),
    "after misspelt": (
        SPEC,
        "    exact=exact,\n",
        "    exact=exact,\n    after='gini_impurty',\n",
        "specs:119: after='gini_impurty': the bank has no other exercise of that name",
    ),
    "after not str": (
        SPEC,
        "    exact=exact,\n",
        "    exact=exact,\n    after=3,\n",
        "specs:116: after=3: the bank has no other exercise of that name",
    ),
    "neg points": (
        SPEC,
        "            points=4,",
        "            points=-1,",
        "basics · specs:122: points=-1: an item is worth more than 0 points",
    ),
    "zero points": (
        SPEC,
        "            points=4,",
        "            points=0,",
        "basics · specs:122: points=0: an item is worth more than 0 points",
    ),
    "str points": (
        SPEC,
        "            points=4,",
        '            points="1",',
        "basics · specs:122: points='1': an item is worth more than 0 points",
    ),
    "item twice": (
        SPEC,
        '"certain_outcomes"',
        '"purity"',
        "purity · specs:136: the item stands twice; rename one, or join them",
    ),
    "case twice": (
        SPEC,
        'Case("biased"',
        'Case("fair"',
        "fair · specs:123: the case stands twice; rename one, or leave it out",
    ),
    "case twice far": (
        SPEC,
        'Case("certain"',
        'Case("4-classes"',
        "4-classes · specs:137: the case stands twice; rename one, or leave it out",
    ),
    "an import that names functions": (
        SOLUTION,
        "import numpy as np\n",
        "import numpy as np\nfrom numpy import asarray, sum\n",
        "solutions:4: `from numpy import asarray, sum` tells students which functions the",
    ),
    "an import that the judge refuses": (
        SOLUTION,
        "    p = np",
        "    import jax\n    p = np",
        "fair (+21) · solutions:24: the reference gave Forbidden: import jax where a",
    ),
    "docstring leak": (
        SOLUTION,
        "draws differ.\n\n    Param",
        "draws differ: 1 - np.sum(p * p).\n\n    Param",
        "solutions:6: the docstring gives the answer away (1 - np.sum(p * p)); say it in",
    ),
    "hint leak": (
        SPEC,
        "Who else uses the array?",
        "Write 1 - np.sum(p*p)?",
        "input_overwritten · specs:95: the hint gives the answer away (1 - np.sum(p * p));",
    ),
    "exact raises": (
        SPEC,
        "return 1 - (p * p).sum()",
        "return 1 - (p * q).sum()",
        "fair (+21) · specs:16: `exact` fails: NameError: name 'q' is not defined; mend it",
    ),
    "exact raises once": (
        SPEC,
        "return 1 - (p * p).sum()",
        "return 1 - (p * p).sum() / (p[0] and 1)",
        "certain (+1) · specs:16: `exact` fails: ZeroDivisionError: ; mend it",
    ),
    "exact wrong": (
        SPEC,
        "return 1 - (p * p).sum()",
        "return 1 - (p * p * p).sum()",
        "fair (+19) · specs:15: `exact` gives 0.75, closed form and reference give 0.5; mend",
    ),
    "oracle raises": (
        SPEC,
        "return 1 - p.square().sum()",
        "return 1 - p.sqare().sum()",
        "fair (+21) · specs:12: the oracle fails: AttributeError: 'Tensor' object has no",
    ),
    "oracle wrong": (
        SPEC,
        "return 1 - p.square().sum()",
        "return 1 - p.sum()",
        "fair (+19) · specs:9: torch gives 0, not 0.5; mend the case, or declare the",
    ),
    "oracle typeerror": (
        SPEC,
        "return 1 - p.square().sum()",
        "return 1 - p.square(3).sum()",
        "fair (+21) · specs:9: torch gives TypeError",
    ),
    "oracle none": (
        SPEC,
        "return 1 - p.square().sum()",
        "1 - p.square().sum()",
        "fair (+21) · specs:9: torch gives RuntimeError: Could not infer dtype of NoneType,",
    ),
    "oracle no docstring": (
        SPEC,
        '    """1 - p.square().sum(): there is no built-in."""\n',
        "",
        "specs:9: the oracle needs a docstring: the call of the built-in that students would",
    ),
    "oracle args": (
        SPEC,
        "def oracle(p):",
        "def oracle(p, q):",
        "oracle · specs:9: oracle cannot be called as the reference is (arguments: 1): missing",
    ),
    "drawn raises": (
        SPEC,
        "rng.dirichlet(full(size, 2.0))",
        "rng.dirichlet(fill(size, 2.0))",
        "basics · specs:113: its drawn cases cannot be drawn: NameError: name 'fill' is not",
    ),
    "drawn none": (
        SPEC,
        '        yield Case(f"drawn',
        '        Case(f"drawn',
        "basics · specs:111: its drawn cases cannot be drawn: TypeError: 'NoneType' object is",
    ),
    "drawn not cases": (
        SPEC,
        '        yield Case(f"drawn-{size}-classes", (rng',
        "        yield ((rng",
        "basics · specs:111: a case is a tuple; write Case(…), and a comma after it",
    ),
    "drawn same": (
        SPEC,
        "rng.dirichlet(full(size, 2.0))",
        "full(size, 1 / size)",
        "basics · specs:111: a drawn case is the same for every seed; draw its numbers from",
    ),
    "drawn global": (
        SPEC,
        "rng.dirichlet(full(size, 2.0))",
        "np.random.default_rng().dirichlet(full(size, 2.0))",
        "basics · specs:111: one seed draws other cases each time; draw from rng alone",
    ),
    "drawn list called": (
        SPEC,
        "drawn=basics",
        "drawn=basics(None)",
        "specs:116: drawn: write a function, not a generator",
    ),
    "sweep raises": (
        SPEC,
        "lambda p: (array([p, 1 - p]),)",
        "lambda p: (array([p, 1 - q]),)",
        "sweep · specs:119: the sweep cannot be drawn: NameError: name 'q' is not defined;",
    ),
    "sweep no tuple": (
        SPEC,
        "lambda p: (array([p, 1 - p]),)",
        "lambda p: array([p, 1 - p])",
        "sweep · specs:119: the sweep cannot be drawn: ValueError: at 0 the reference gave",
    ),
    "sweep grid list": (
        SPEC,
        "np.linspace(0, 1, 11)",
        "[0, 1]",
        "specs:116: sweep: grid is an array of two numbers or more",
    ),
    "sweep grid desc": (
        SPEC,
        "np.linspace(0, 1, 11)",
        "np.linspace(1, 0, 11)",
        "sweep · specs:119: the sweep cannot be drawn: ValueError: the grid must be one row",
    ),
    "sweep is tuple": (
        SPEC,
        'Sweep("chance',
        '("chance',
        "specs:116: sweep: write Sweep(axis, grid, arguments), not a tuple",
    ),
    "forgotten comma args": (
        SPEC,
        "(array([0.9, 0.1]),)",
        "(array([0.9, 0.1]))",
        "biased · specs:124: args is an array, not a tuple; is a comma missing, as in (one,)?",
    ),
    "forgotten comma call": (
        SPEC,
        'Case("biased", (array([0.9, 0.1]),)),',
        'Case("biased", (array([0.9, 0.1]),))',
        "specs:124: SyntaxError",
    ),
    "forgotten comma tuple call": (
        SPEC,
        "(array([0.5, 0.5]),), 1 / 2",
        "(array([0.5, 0.5]),) (1 / 2)",
        "specs:123: TypeError",
    ),
    "misspelt field of a case": (
        SPEC,
        "(array([0.9, 0.1]),)",
        '(array([0.9, 0.1]),), need=("shapes",)',
        "specs:124: TypeError: Case.__init__() got an unexpected keyword argument 'need' (did you mean",
    ),
    "misspelt field of a spec": (
        SPEC,
        "    exact=exact,",
        "    exact=exact, refuse=(),",
        "specs:116: TypeError: Spec.__init__() got an unexpected keyword argument 'refuse' (did you",
    ),
    "field that is no field": (
        SPEC,
        "drawn=basics",
        "drawn=basics, wrong=True",
        "specs:121: TypeError: item() got an unexpected keyword argument 'wrong'; it takes name,",
    ),
    "misspelt import": (
        SPEC,
        "import Absolute, Case",
        "import Absolut, Case",
        "specs:6: ImportError: cannot import name 'Absolut' from 'autograder.bank.spec' (did you",
    ),
    "noun that is not imported": (
        SPEC,
        "(array([0.9, 0.1]),)",
        "(array([0.9, 0.1]),), sampled=Sampled(0.01)",
        "specs:124: NameError: name 'Sampled' is not defined; write from autograder.bank.spec import",
    ),
    "absolute as wide as every mistake": (
        SPEC,
        "(array([0.9, 0.1]),)",
        '(array([0.9, 0.1]),), absolute=Absolute(100.0, "because")',
        "biased · specs:124: its tolerance, 100, lets every known mistake pass, ",
    ),
    "gradient in numpy": (
        SPEC,
        "(array([0.9, 0.1]),)",
        "(array([0.9, 0.1]),), gradient=0",
        'biased · specs:124: gradient= is for torch; write library="torch" in Spec, or let',
    ),
    "forgotten star": (
        SPEC,
        'Case("biased", (array([0.9, 0.1]),)),',
        '[Case("biased", (array([0.9, 0.1]),))],',
        "basics · specs:122: a case is a list of cases; write a * before it, as in",
    ),
    "misspelt needs": (
        SPEC,
        "(array([0.0, 1.0]),), 0.0",
        '(array([0.0, 1.0]),), 0.0, needs=("many_class",)',
        "certain_outcomes/certain · specs:137: needs=('many_class',): name other items (did you mean",
    ),
    "fresh is a module": (
        SPEC,
        "    exact=exact,",
        "    exact=exact, fresh=np,",
        "specs:116: fresh is a module; write a function of arguments and rng, such as",
    ),
    "number for costs_more": (
        SPEC,
        "    exact=exact,",
        '    exact=exact, costs_more={3: "it does"},',
        "specs:116: costs_more={3: 'it does'}: write {",
    ),
    "misspelt costs_more": (
        SPEC,
        "    exact=exact,",
        '    exact=exact, costs_more={"purity_insted": "it does"},',
        "purity_insted · specs:118: costs_more names it, and there is no misconception of that name",
    ),
    "absolute number": (
        SPEC,
        "(array([0.9, 0.1]),)",
        "(array([0.9, 0.1]),), absolute=1e-3",
        'biased · specs:124: absolute=0.001: write Absolute(1e-12, "why the relative',
    ),
    "absolute no reason": (
        SPEC,
        "(array([0.9, 0.1]),)",
        '(array([0.9, 0.1]),), absolute=Absolute(1e-3, "")',
        "biased · specs:124: absolute=Absolute(size=0.001, reason=''): write Absolute(1e-12,",
    ),
    "absolute one": (
        SPEC,
        "(array([0.9, 0.1]),)",
        "(array([0.9, 0.1]),), absolute=Absolute(1e-3)",
        "specs:124: TypeError",
    ),
    "items empty": (
        SPEC,
        SPEC[SPEC.index("    items=(") :],
        "    items=(),\n)\n",
        "specs:116: items is empty; the first item is `basics`",
    ),
    "item without cases": (
        SPEC,
        '        item(\n            "certain_outcomes",',
        '        Case("stray", (array([1.0]),), 0.0),\n        item(\n            "certain_outcomes",',
        "specs:116: item 3 is a Case; write item(…)",
    ),
    "list argument": (
        SPEC,
        "(array([0.9, 0.1]),)",
        "([0.9, 0.1],)",
        "biased · specs:124: argument 1 is a list; write array(…), or a number",
    ),
    "np scalar argument": (
        SPEC,
        "(array([0.9, 0.1]),)",
        "(np.float64(0.5),)",
        "biased · specs:124: argument 1 is a float64; write a Python number",
    ),
    "string argument": (
        SPEC,
        "(array([0.9, 0.1]),)",
        '("a",)',
        "biased · solutions:24: the reference gave ValueError: could not convert string to float",
    ),
    "object array": (
        SPEC,
        "(array([0.9, 0.1]),)",
        "(array([0.9, None]),)",
        "biased · specs:124: argument 1 is an array of a dtype that students are not given;",
    ),
    "two arguments": (
        SPEC,
        "(array([0.9, 0.1]),)",
        "(array([0.9, 0.1]), 2)",
        "biased · specs:124: the call does not fit the function: too many positional",
    ),
    "no kebab": (
        SPEC,
        '"biased"',
        '"Biased_Coin"',
        "Biased_Coin · specs:124: name a case in kebab-case, such as q-has-zero",
    ),
    "id none": (
        SPEC,
        '"biased"',
        "None",
        "None · specs:116: name a case in kebab-case, such as q-has-zero",
    ),
    "no snake": (
        SPEC,
        '"many_classes"',
        '"many-classes"',
        "many-classes · specs:130: name an item in snake_case, such as zero_probabilities",
    ),
    "syntax error spec": (
        SPEC,
        "def exact(p):",
        "def exact(p)",
        "specs:15: SyntaxError",
    ),
    "syntax error sol": (
        SOLUTION,
        "def gini_impurity(p):",
        "def gini_impurity(p)",
        "solutions:6: SyntaxError",
    ),
    "SPEC missing": (
        SPEC,
        "SPEC = Spec(",
        "SPECS = Spec(",
        "specs: SPEC is missing; write SPEC = Spec(…), with Spec from autograder.bank.spec",
    ),
    "SPEC wrong type": (
        SPEC,
        "SPEC = Spec(",
        "SPEC = dict(",
        "specs: SPEC is missing; write SPEC = Spec(…), with Spec from autograder.bank.spec",
    ),
    "no notice": (
        SPEC,
        '    notice="Compare it with the reference, line by line.",\n',
        "",
        "specs:116: notice is missing; write notice=",
    ),
    "spec raises": (
        SPEC,
        "SPEC = Spec(",
        "1 / 0\nSPEC = Spec(",
        "specs:116: ZeroDivisionError: division by zero",
    ),
    "spec exits": (
        SPEC,
        "SPEC = Spec(",
        "raise SystemExit\nSPEC = Spec(",
        "specs:116: SystemExit",
    ),
    "bad kw": (
        SPEC,
        "exact=exact",
        "exat=exact",
        "specs:116: TypeError",
    ),
    "no oracle": (
        SPEC,
        "    oracle=oracle,\n",
        "",
        "specs:116: TypeError",
    ),
    "oracle none value": (
        SPEC,
        "    oracle=oracle,\n",
        "    oracle=None,\n",
        "specs:116: oracle: write a function, not None",
    ),
    "library": (
        SPEC,
        "    oracle=oracle,\n",
        "    oracle=oracle, library='jax',\n",
        'specs:116: library is \'jax\'; write "numpy" or "torch"',
    ),
    "raises Type": (
        SPEC,
        "(array([0.9, 0.1]),)",
        "(array([0.9, 0.1]),), raises=TypeError",
        "biased · specs:124: raises=<class 'TypeError'>: write ValueError, the only exception",
    ),
    "raises and expected": (
        SPEC,
        "(array([0.9, 0.1]),)",
        "(array([0.9, 0.1]),), 1.0, raises=ValueError",
        "biased · specs:124: a case that raises expects nothing else; leave out the answer,",
    ),
    "torch no": (
        SPEC,
        "(array([0.9, 0.1]),)",
        '(array([0.9, 0.1]),), torch="nan"',
        "biased · specs:124: torch is declared to differ (nan), but it agrees; leave out",
    ),
    "expected str": (
        SPEC,
        "(array([0.9, 0.1]),)",
        '(array([0.9, 0.1]),), "0.18"',
        "biased · specs:124: the expected answer is a str; write a number or an array",
    ),
    "expected shape": (
        SPEC,
        "(array([0.9, 0.1]),)",
        "(array([0.9, 0.1]),), [0.18]",
        "biased · specs:124: the closed form is [0.18], reference and `exact` give 0.18; mend",
    ),
    "closed wrong": (
        SPEC,
        "1 / 2)",
        "1 / 3)",
        "fair · specs:123: the closed form is 0.333333333333333, reference and `exact` give",
    ),
    "closed wrong many": (
        SPEC,
        "1 - 1 / n)",
        "1 / n)",
        "4-classes (+9) · specs:131: the closed form is 0.25, reference and `exact` give",
    ),
    "closed wrong int div": (
        SPEC,
        "1 - 1 / n)",
        "1 - 1 // n)",
        "4-classes (+9) · specs:131: the closed form is 1, reference and `exact` give 0.75;",
    ),
    "solution wrong": (
        SOLUTION,
        "return 1 - np.sum(p * p)",
        "return 1 - np.sum(p * p * p)",
        "fair (+19) · solutions:6: the reference gives 0.75, closed form and `exact` give",
    ),
    "solution raises": (
        SOLUTION,
        "return 1 - np.sum(p * p)",
        "return 1 - np.sum(p * q)",
        "fair (+21) · solutions:25: the reference gave NameError: name 'q' is not defined",
    ),
    "solution none": (
        SOLUTION,
        "return 1 - np.sum(p * p)",
        "1 - np.sum(p * p)",
        "fair (+21) · solutions:6: the reference gave None where a number is asked for; mend",
    ),
    "solution changes": (
        SOLUTION,
        "p = np.asarray(p, dtype=float)",
        "p *= 1",
        "read-only · solutions:24: the reference gave ValueError: output array is read-only",
    ),
    "solution float32": (
        SOLUTION,
        "dtype=float)",
        "dtype=np.float32)",
        "5-classes (+9) · solutions:6: the reference gives 0.799999952316284, closed form",
    ),
    "solution name": (
        SOLUTION,
        "def gini_impurity(p)",
        "def gini(p)",
        "solutions: the solution defines no function gini_impurity; write def",
    ),
    "solution no docstring": (
        SOLUTION,
        SOLUTION[SOLUTION.index('    """Chance') : SOLUTION.index("    p = np.asarray")],
        "",
        "solutions: gini_impurity: the function needs a docstring, the exercise's statement",
    ),
    "solution no module docstring": (
        SOLUTION,
        '"""Gini impurity: how often two draws from a distribution differ."""\n',
        "",
        "solutions: gini_impurity: the module needs a docstring, the exercise's statement",
    ),
    "solution decorated": (
        SOLUTION,
        "def gini_impurity(p)",
        "@staticmethod\ndef gini_impurity(p)",
        "solutions: the solution defines no function gini_impurity; write def",
    ),
    "solution star": (
        SOLUTION,
        "def gini_impurity(p)",
        "def gini_impurity(*p)",
        "solutions:6: parameter p: write plain parameters, and after a * options",
    ),
    "param misspelt": (
        SOLUTION,
        "    p : ndarray",
        "    q : ndarray",
        "solutions:6: the docstring's Parameters and the function's differ in p, q; describe",
    ),
    "no returns": (
        SOLUTION,
        "    Returns\n    -------\n    float\n        From 0 to less than 1.\n\n",
        "",
        "solutions:6: the docstring has no section Returns; write it in numpydoc's form",
    ),
    "unused misconception": (
        SPEC,
        "def largest_only(gini, p):",
        "def largest_only(gini, q):\n    p = q",
        "specs:64: nobody uses largest_only; if it is a misconception, its parameters must",
    ),
    "misconception no hint": (
        SPEC,
        SPEC[SPEC.index('    """The caller') : SPEC.index("    p *= p\n")],
        "",
        "input_overwritten · specs:95: the misconception has no hint; write it as its",
    ),
    "misconception never caught": (
        SPEC,
        "return 1 - p.max()",
        "return gini(p)",
        "largest_only · specs:64: is caught by no case; add a case that it gets wrong by",
    ),
    "misconception twice": (
        SPEC,
        "return 1 - p.max()",
        "return 1 - p.sum()",
        "squares_missing · specs:34: gives the same answers as largest_only on every case;",
    ),
    "misconception in list, not function": (
        SPEC,
        "    exact=exact,",
        '    exact=exact, misconceptions=("scaled",),',
        "specs:116: a str: write a function, not a str",
    ),
    "misconceptions str": (
        SPEC,
        "    exact=exact,",
        '    exact=exact, misconceptions="scaled",',
        "specs:116: misconceptions is a str, not a tuple; is a comma missing, as in (one,)?",
    ),
    "variants empty": (
        SPEC,
        "factor=(2, 4)",
        "factor=()",
        "specs:80: nobody uses scaled; if it is a misconception, its parameters must be the",
    ),
    "variants wrong name": (
        SPEC,
        "factor=(2, 4)",
        "fctor=(2, 4)",
        "specs:80: nobody uses scaled; if it is a misconception, its parameters must be the",
    ),
    "gate no drawn": (
        SPEC,
        "            drawn=basics,\n",
        "",
        "basics · specs:122: the first item must be `basics`, with drawn cases: a table of",
    ),
    "gate other": (
        SPEC,
        '"basics"',
        '"fundamentals"',
        "fundamentals · specs:122: the first item must be `basics`, with drawn cases: a table",
    ),
    "no inputs_unchanged": (
        SPEC,
        "inputs_unchanged=True",
        "inputs_unchanged=False",
        "specs:116: no item has inputs_unchanged=True: set it on one, so that",
    ),
    "inputs_unchanged str": (
        SPEC,
        "inputs_unchanged=True",
        "inputs_unchanged='yes'",
        "purity · specs:143: inputs_unchanged='yes': write True or False",
    ),
    "stateful": (
        SOLUTION,
        "    return 1 - np.sum(p * p)",
        "    import random\n    return 1 - np.sum(p * p) + random.random() * 1e-3",
        "fair (+21) · solutions:6: the reference",
    ),
    "todo": (
        SOLUTION,
        "A distribution,",
        "TODO: A distribution,",
        "solutions:12: to do: A distribution, of any real dtype; it may be read-only, and is",
    ),
    "tab": (
        SOLUTION,
        "    return 1 -",
        "\treturn 1 -",
        "solutions:25: TabError",
    ),
    "a function with an argument more": (
        SOLUTION,
        "def gini_impurity(p)",
        "def gini_impurity(p, axis=0)",
        "solutions:6: the docstring's Parameters",
    ),
    "a default that is code": (
        SOLUTION,
        "def gini_impurity(p)",
        "def gini_impurity(p, f=lambda p: 1 - p @ p)",
        "solutions:6: the default lambda",
    ),
    "a file that is not UTF-8": (SPEC, "built-in", "built-\udce9", "specs:10: SyntaxError"),
    "a solution that takes seconds": (
        SOLUTION,
        "    p = np",
        "    import time; end = time.thread_time() + 1\n    while time.thread_time() < end: pass\n    p = np",
        "fair · solutions:6: the reference takes 1.0 s",
    ),
    "a solution that reads a file": (
        SOLUTION,
        "    p = np",
        "    open('/proc/self/cgroup').close()\n    p = np",
        "fair · solutions: the judge does not pass",
    ),
}


def lines_of(bank) -> list[str]:
    """Build a bank, and return its faults without what stands in each line."""
    faults = [fault.line(str).removeprefix("impurity/gini_impurity · ") for fault in build_bank(bank).faults]
    return [
        fault.replace("specs/impurity/gini_impurity.py", "specs").replace(
            "solutions/impurity/gini_impurity.py", "solutions"
        )
        for fault in faults
    ]


def test_a_sound_exercise_has_no_fault(tmp_path):
    built = build_bank(write_bank(tmp_path))
    assert built.faults == []
    assert list(built.key.lines) == ["impurity/gini_impurity"]
    assert built.tier == "strict"
    assert [remark.line(str).partition(";")[0] for remark in built.remarks] == [
        "impurity: no lesson yet",
        "impurity/gini_impurity: no corpus yet",
        "impurity/gini_impurity: no rule makes its cases afresh, so a hidden key repeats public inputs",
    ]


SEVERAL = {"a function with an argument more", "a default that is code"}  # the docstring and the spec are faulty too


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_one_line_with_its_place(slip, tmp_path):
    text, old, new, expected = SLIPS[slip]
    assert old in text
    broken = text.replace(old, new)
    write_bank(tmp_path, **{"solution" if text is SOLUTION else "spec": broken})
    lines = lines_of(tmp_path)
    assert lines[0].startswith(expected), lines
    assert len(lines) == 1 or slip in SEVERAL, lines


NAPKINS = "    sweep=Sweep("
FAIR = "array([0.5, 0.5]),), 1 / 2"
AMONG_OTHERS = {  # by what is to be said, among other lines: the file, what stands in it, what an author writes
    "solutions:6: the default [] is shown to students": (SOLUTION, "(p)", "(p=[])"),
    "many_classes · specs:130: points=3.3: an item is worth wholes or halves": (SPEC, "points=3,", "points=3.3,"),
    "fair · specs:123: keywords=('p',): write a dict": (SPEC, FAIR, f'{FAIR}, keywords=("p",)'),
    "fair · specs:123: argument p is a list": (SPEC, FAIR, 'None,), keywords={"p": [0.5, 0.5]}'),
    "fair · specs:123: argument 1 is a list": (SPEC, FAIR, "[[0.5], [0.5, 0.5]],), 1 / 2"),
    "its arguments have 300000 numbers; a case has 200000 at most": (SPEC, FAIR, "full(300_000, 1 / 300_000),), 1 / 2"),
    "napkins='none': write three of Napkin(": (SPEC, NAPKINS, f'    napkins="none",\n{NAPKINS}'),
    "specs:116: napkins=((array([1.]), 'a', 'b'),): write": (
        SPEC,
        NAPKINS,
        f'    napkins=((array([1.0]), "a", "b"),),\n{NAPKINS}',
    ),
    "exact is defined twice, and Python forgets the first one": (
        SPEC,
        "def basics",
        "def exact(p):\n    return 1 - (p * p).sum()\n\n\ndef basics",
    ),
    "purity_instead · specs:19: the hint gives": (SPEC, "and your answer is 1.", "and yours is 1 - np.sum(p * p)."),
}


@pytest.mark.parametrize("expected", AMONG_OTHERS)
def test_a_slip_is_named_with_its_place_among_what_follows_from_it(expected, tmp_path):
    text, old, new = AMONG_OTHERS[expected]
    assert old in text
    write_bank(tmp_path, **{"solution" if text is SOLUTION else "spec": text.replace(old, new)})
    assert expected in "\n".join(lines_of(tmp_path))


def test_what_is_to_be_refused_stands_in_the_docstring(tmp_path):
    solution = SOLUTION.replace("    return 1", "    if p.size == 1:\n        raise ValueError\n    return 1")
    case = 'Case("alone", (array([1.0]),), raises=ValueError),\n            Case("certain",'
    write_bank(tmp_path, solution, SPEC.replace('Case("certain",', case))
    (line,) = lines_of(tmp_path)
    assert line.startswith(
        "alone · specs:137: the docstring has no section Raises, and this case asks for a ValueError"
    )


def test_a_misspelt_field_of_the_manifest_is_remarked_on(tmp_path):
    manifest = MANIFEST.replace("title.en", "titel.en") + "nedes = []\n"
    remarks = [remark.line(str) for remark in build_bank(write_bank(tmp_path, manifest=manifest)).remarks]
    assert remarks[:2] == [
        f"losslings.toml: {name} is no field of it; there are folder, title, needs" for name in ("nedes", "titel")
    ]


def test_a_gate_that_a_constant_passes_is_named(tmp_path):
    first, last = SPEC.index('            Case("fair"'), SPEC.index("            drawn=basics")
    sure = "".join(f'            Case("sure-{n}", (array([0.0] * {n} + [1.0]),), 0.0),\n' for n in (1, 3, 5))
    spec = (SPEC[:first] + sure + SPEC[last:]).replace("rng.dirichlet(full(size, 2.0))", "np.eye(99)[rng.integers(99)]")
    first, *_ = lines_of(write_bank(tmp_path, spec=spec))  # mistakes that pass such a gate are faults too
    assert first == "basics · specs:122: `return 0.0` passes the gate; add a case that it gets wrong"


def test_two_slips_are_two_lines(tmp_path):
    spec = SPEC.replace("np.sqrt(gini(p))", "np.sqrt(gimi(p))").replace("1 / 2),", "1 / 3),", 1)
    lines = lines_of(write_bank(tmp_path, spec=spec))
    assert [line.partition(":")[0] for line in lines] == ["fair · specs", "root_taken · specs"]


def test_how_torch_differs_is_told_where_a_wide_tolerance_lets_it(tmp_path):
    wide = '(array([0.9, 0.1]),), torch="it adds 0.25", absolute=Absolute(0.5, "a matter of convention")'
    spec = SPEC.replace("(array([0.9, 0.1]),)", wide)
    (line,) = lines_of(write_bank(tmp_path, spec=spec))
    assert "biased · specs:124: torch is declared to differ (it adds 0.25), but it agrees" in line
    other = spec.replace("return 1 - p.square().sum()", "return 1 - p.square().sum() + 0.25 * (p[0] == 0.9)")
    assert lines_of(write_bank(tmp_path, spec=other)) == []


def test_no_traceback_whatever_the_files_hold(tmp_path):
    """Each line of either file left out in turn: what is wrong then is said."""
    for text, name in ((SOLUTION, "solution"), (SPEC, "spec")):
        lines = text.splitlines(keepends=True)
        for number in range(0, len(lines), 7):
            write_bank(tmp_path, **{name: "".join(lines[:number] + lines[number + 1 :])})
            build_bank(tmp_path)


BANKS = {
    "no manifest": ("", "losslings.toml: needs a line such as name"),
    "no TOML": ("name = ", "losslings.toml: not TOML"),
    "no unit": ('name = "small"\n', "losslings.toml: declares no unit"),
    "a unit twice": (f"{MANIFEST}{MANIFEST.partition(chr(10))[2]}", "losslings.toml: declares the unit impurity twice"),
}


@pytest.mark.parametrize(("manifest", "message"), BANKS.values(), ids=BANKS)
def test_a_bank_that_is_none_is_refused_in_one_line(manifest, message, tmp_path):
    with pytest.raises(BankError, match=message):
        build_bank(write_bank(tmp_path, manifest=manifest))


def test_a_name_that_is_not_there_is_refused_with_what_could_be_meant(tmp_path):
    with pytest.raises(BankError, match=r"gini_inpurity: no exercise of this bank \(did you mean gini_impurity\?\)"):
        build_bank(write_bank(tmp_path), names=["gini_inpurity"])


def test_an_exercise_of_an_undeclared_unit_is_named(tmp_path):
    write_bank(tmp_path, manifest=MANIFEST.replace('folder = "impurity"', 'folder = "other"'))
    (fault,) = build_bank(tmp_path).faults
    assert "losslings.toml: declare the unit impurity there" in fault.line(str)


@pytest.mark.parametrize("folder", ["solutions", "specs"])
def test_a_file_without_its_counterpart_is_named_and_the_others_are_built(folder, tmp_path):
    write_bank(tmp_path)
    (tmp_path / folder / "impurity" / "lonely.py").write_text("", encoding="utf-8")
    built = build_bank(tmp_path)
    (fault,) = built.faults
    assert f"{folder}/impurity/lonely.py has no counterpart" in fault.line(str)
    assert list(built.key.lines) == ["impurity/gini_impurity"]


def test_a_stray_file_is_named(tmp_path):
    write_bank(tmp_path)
    (tmp_path / "specs" / "impurity" / "notes.txt").write_text("", encoding="utf-8")
    (fault,) = build_bank(tmp_path).faults
    assert fault.line(str) == "specs/impurity/notes.txt: belongs to no exercise; remove it"
    assert not fault.stops_key


def test_wrong_answers_are_told_from_the_right_one(tmp_path):
    from autograder.isolation.runner import Runner
    from autograder.judging.judge import judge
    from autograder.judging.submission import Submission

    key = build_bank(write_bank(tmp_path)).key
    with Runner() as runner:
        (grade,) = judge(Submission("alice", {"gini_impurity.py": WRONG.encode()}), key, runner)
    assert grade.score == 0
    assert grade.items[0].diagnosis.misconception == "purity_instead"


def test_of_a_function_whose_parameters_nobody_knows_nothing_is_meant():
    def array():
        pass

    array.__signature__ = "of some functions in C there is none, as of NumPy's array before 2.4"
    error = TypeError("array() got an unexpected keyword argument 'dtyp'")
    assert meant_by(error, {"array": array}) == ""
