"""Words that tell a story from talk: closed lists, each with what it is a sign of.

Everything here is matched against a clause's lower-case words joined by one space, in which spaCy has
split contractions ("did n't", "i 'd").
"""

from __future__ import annotations

import re


def _any(alternatives: str) -> re.Pattern[str]:
    """Match any of the alternatives as whole words; line breaks and indents between them do not count."""
    joined = "".join(line.strip(" ") for line in alternatives.splitlines())
    return re.compile(rf"(?<![\w'])(?:{joined})(?![\w'])")


def _words(words: str) -> frozenset[str]:
    return frozenset(words.split())


_DAY = (
    "(?:mon|tues|wednes|thurs|fri|satur|sun)days?|january|february|april|june|july|august|"
    "september|october|november|december|christmas|easter|boxing day|black friday|new year|eid|diwali|"
    "ramadan|thanksgiving|halloween|bank holiday"
)
_SPAN = (
    "night|day|week|month|year|morning|evening|afternoon|weekend|spring|summer|autumn|fall|winter|term|"
    "semester|quarter|shift|season|fortnight|lunchtime|minute|hour|session|lesson|delivery|class|"
    f"{_DAY}"
)

ANCHOR = _any(
    rf"""
    (?:last|that|one|this one|the next|the following|the other|the same|the first|the second|
    that same|my first|my second|my third|my last|my final) (?:{_SPAN}|time|job|placement|role|
    christmases)|
    (?:on|by|in|since|until|come|around|over|before|after) (?:the |a |that |an? )?(?:early |late |
    one )?(?:{_DAY}|march|may)|in (?:19|20)\d\d|
    (?:one|two|three|four|five|six|a few|a couple of|several|\d+|many) (?:days|weeks|months|years|
    summers|winters|christmases|terms|semesters) (?:ago|back|later|after|earlier)|
    (?:a|last) (?:week|month|year|while) (?:ago|back)|
    when i (?:was|started|joined|took|arrived|came|got|first|moved|worked|began|had|came)|
    while (?:i was )?(?:working|interning|studying|volunteering|temping|counting)|
    (?:one|a|another|the first|the last|an) (?:time|instance|occasion|moment|example|
    situation) (?:when|where|that|i|was|in|we)?|one (?:time|day|night|instance|occasion|situation)|
    (?:the|that) (?:day|night|week|morning|time|year|summer|winter|month|evening|weekend) (?:the|it|
    we|i|he|she|they|my|our|before|of)|half past|o'clock|at (?:midnight|noon|dawn|lunchtime)|overnight|
    that (?:afternoon|evening)|during (?:my|the|a|our|that|one)|
    (?:in|of) (?:my|our|her|his) (?:first|second|third|fourth|last|final|freshman|sophomore|junior|
    senior) (?:week|month|year|term|fortnight|winter|summer|spring|job|semester|season|shift)|
    (?:in|for|at|on|with) (?:my|a|an|one of my|our|one)(?: [\w-]+){{0,2}} (?:class|course|project|
    internship|presentation|assignment|contest|competition|conference|camp|exam|group project|final|
    demonstration|drive|festival|wedding|funeral|meeting)|
    (?:at|in|from) the (?:beginning|start|end|middle) of|
    over the (?:[\w-]+ )?(?:summer|winter|lockdown|pandemic|holidays?|break|weekend)|
    as an? (?:[\w-]+ ){{0,2}}(?:assistant|leader|captain|counselor|counsellor|intern|editor|coach|
    volunteer|tutor|manager|lifeguard|umpire)|first shift|opening night|years back|years ago|
    in high school|in the end|once
    """
)
"""A particular time: what an episode has and an opinion lacks."""

PERSON = _any(
    r"""
    (?:a|an|one|this|another|the|our|my)(?: [\w-]+){0,2} (?:man|woman|lady|gentleman|customer|guest|
    patient|client|girl|boy|lad|bloke|fella|guy|resident|student|pupil|colleague|co-?worker|
    team ?mate|member|manager|supervisor|boss|foreman|professor|teacher|parent|mother|mum|mom|father|
    dad|daughter|son|friend|neighbour|neighbor|driver|doctor|nurse|architect|developer|designer|
    director|engineer|chef|officer|trustee|architect|tenant|partner|group|coach|captain|child|kid|
    passenger|caller|supplier|farmer|clerk|inspector|head|chief)
    """
)
"""Somebody in particular."""

THERE_WAS = _any(
    r"""
    there was|there were|we had a|i had a
    """
)
"""The opening of a scene."""

HABIT = _any(
    r"""
    always|usually|often|normally|generally|typically|sometimes|regularly|constantly|whenever|tends?|
    mostly|
    every (?:day|week|month|quarter|year|morning|night|time|shift|single|monday|friday|project|role|
    job|one of)|each (?:day|week|month|quarter|year|morning|time)|
    most (?:of the time|days|weeks|people)|day in|
    (?:many|several|multiple|countless|numerous|so many|a lot of|lots of|few) (?:times|instances|
    occasions|situations)|times (?:when|where)|a day|a week|a month|a year|on average|in general|
    in every|for years|my whole life|years of|day to day|never
    """
)
"""What happens again and again."""

_MANY = (
    r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\w+teen|\w+ty|many|several|a few|some|"
    r"most|\d+|a couple of)"
)

SPELL = _any(
    rf"""
    for (?:about |nearly |over |almost |the last |the past )?{_MANY}(?:[- ]\w+)? (?:years|seasons)|
    over the years|in my time|throughout|the best part of|all my life|my whole life|years in|
    for a (?:year|living|while|good while)|part of my (?:life|everyday|job)|worked my way|my career|
    during the years|each week|most nights|at my last job|
    in my (?:old|last|previous) (?:jobs?|company|role|position|place)|back then|those days
    """
)
"""A stretch of life rather than a moment of it."""

THEN = _any(
    r"""
    so i|then|and then|next thing|as soon as|at once|right away|immediately|straight away|so we|
    in the end|finally|instead|that night|that afternoon|that evening|that same|the next|the following|
    first thing|until|till|after that|after (?:i|he|she|we|the|it)
    """
)
"""One thing after another."""

ONE_PERSON = _any(
    r"""
    he|him|she|her|his|himself|herself
    """
)
"""Somebody who was named before."""

MY_GAIN = _any(
    r"""
    (?:i|and|but|then|so|i also|i then|i finally|eventually) (?:'?ve )?(?:got|earned|passed|won|
    finished|received|achieved|reached|placed|graduated|became|gained|ended up|came (?:first|second|
    third|back)|succeeded|scored|landed|grew)|
    i (?:was|am|'m|felt|feel) (?:now |so |much |very |a lot |even |really |no longer )*(?:able|
    accepted|promoted|named|chosen|hired|offered|selected|more|less|happier|better|proud|glad|
    relieved|awarded|asked back|prepared|burn\w+)|
    i (?:made|completed) the (?:team|list|dean 's list|cut|race|course|project|whole)
    """
)
"""What the speaker got out of it."""

LASTING = _any(
    r"""
    still|now|since|ever since|to this day|today|these days|nowadays|until today|yet|ever
    """
)
"""How it has been from then on."""

DUTY = _any(
    r"""
    responsible for|in charge of|
    my (?:role|job|duties|responsibilit(?:y|ies)) (?:was|were|is|are|involved?|included?)|duties|
    budget of|team of|reporting to|reported to me|accountable for|head of|
    i (?:managed|oversaw|supervised|handled|ran|looked after)
    """
)
"""What somebody was there for, whether or not anything came of it."""

OUTCOME = _any(
    r"""
    as a result|in the end|at the end|by the end|end(?:ed|ing)? up|turn(?:s|ed) out|since then|
    ever since|after that|from then|from there on|to this day|until today|eventually|ultimately|
    afterwards?|at last|nowadays|these days|since|still|now|never again|no more|any ?more|no longer|
    not one|within (?:a|an|one|two|three|four|five|six|\d+)|
    by (?:christmas|easter|spring|summer|autumn|winter|the (?:end|time|next|friday|summer|autumn|
    spring|third|second))|
    the (?:next|following) (?:day|week|month|year|morning|winter|summer|spring|quarter|term|season)|
    in the (?:following|next)|next (?:day|week|month|year)|after|later|so that|the result|the outcome|
    paid off|worked out|it worked|in time|on time
    """
)
"""How it turned out, when the telling gets there."""

CHANGE = _any(
    r"""
    improv\w+|increas\w+|decreas\w+|reduc\w+|dropp?ed|fell|fallen|rose|risen|grew|grown|doubled?|
    tripled?|halved?|cut|went (?:from|down|up|to|out|ahead)|came (?:back|down|up|in|to)|
    down (?:to|from|by)|up (?:to|from|by)|under|from \S+(?: \S+)? to|more|less|fewer|better|faster|
    quicker|smoother|easier|happier|closer|stronger|calmer|half|twice|instead|stopped|started|changed|
    became|turned into|got better|resolved?|solved?|fixed|sorted|settled|recovered|saved|avoided|
    prevented
    """
)
"""A state that changed."""

PRAISE = _any(
    r"""
    thank(?:s|ed|ing|ful)?|prais\w+|complim\w+|grateful|appreciat\w+|commend\w+|impressed|pleased|
    satisfied|delighted|proud|happy|applau\w+|clapped|hugged|feedback|award(?:ed)?|promot\w+|
    recogni[sz]ed|congratulat\w+|letter|card|doughnuts|flowers|kissed|shook|smiled|laughed|loved|
    enjoyed|liked|understood|success\w*|succeeded
    """
)
"""Other people's thanks or content."""

GAIN = _any(
    r"""
    won|win|renew\w*|sign(?:s|ed)|passed|approved|accepted|agreed|adopted|shipped|launched|opened|
    finished|completed|achieved|reached|earned|raised|paid|kept|keeps|stayed|returned|came back|
    came out|works?|worked|allow(?:s|ed)?|help(?:s|ed)?|ensur\w+|led to|leads to|result(?:s|ed)? in|
    made (?:it|the|sure|them|him|her|me|everyone)|able to|managed to|got|use it|using it|asked for|
    hired|published|rolled out|in place|cancelled|withdrawn|withdrew|apologi[sz]ed|gave (?:me|us)|
    let (?:me|us)|picked|chose|thanks to|contract|grade|score|free|safe|sold|full|empty|gone|alive|
    walked|running|back
    """
)
"""Something gained, kept or made possible."""

LEARNING = _any(
    r"""
    learn(?:ed|t|s|ing)?|taught me|lesson|reali[sz]ed|since then|now i|these days i|from then|
    from that|never again
    """
)
"""What was learnt: the outcome of many a failure."""

UNKNOWN = _any(
    r"""
    too (?:soon|early)|not yet|
    (?:have|has|had|'ve|'s) n't (?:yet|heard|had|marked|decided|finished|been)|yet to|
    never (?:heard|found out|learned)|could n't (?:tell|say)|ca n't (?:tell|say)|do n't (?:know|yet)|
    did n't (?:hear|find out)|waiting (?:to|for|on)|still waiting|should (?:hear|know)|goes to|
    we 'll see|will see|pending|no idea|under way|remains to|so far|whether|
    nobody (?:ever )?(?:said|mention\w*)
    """
)
"""The outcome is open."""

STAR_TALK = _any(
    r"""
    the situation was|my task was|the task was|the action|the actions|the result was|the outcome was|
    star method|took (?:ownership|action|decisive)|decisive action|stakeholders?|ownership|
    proactive\w*|results-driven|collaborat\w+|communicated|resilien\w+|prioriti[sz]\w+|workstreams?|
    every level|mindset|team player|self-?starter|engagement|best practice|continuous improvement|
    vision|transformation|metrics|excellence|strateg(?:y|ic)|challenges?|key|values|solutions?|
    effectively|performance|synerg\w+|leverag\w+|passionate|dynamic|fast-?paced|work ethic|
    deliver(?:ed|ing)? results
    """
)
"""Words of the trade that hold no content of their own."""

STATIVE = _words(
    """
    be have think know believe feel want like love hate need guess suppose mean understand
    remember hope wish expect prefer enjoy care seem see hear own live belong deserve doubt
    imagine reckon fear wonder dread trust mind consider involve include require find look sound
    appear become exist concern struggle suffer worry experience deal realise realize learn learnt
    notice can will could would may
    """
)
"""Verbs that tell a state or a thought rather than a deed."""

EMPTY_DEED = _words(
    """
    communicate prioritise prioritize collaborate deliver engage identify lead ensure demonstrate
    focus step work manage handle run oversee supervise strive adapt overcome approach stay keep
    remain try get go come do
    """
)
"""Deeds that stay pale: too general to see."""

SAY = _words(
    """
    say tell ask explain reply answer suggest
    """
)
"""Verbs of speech."""

LIFE = _words(
    """
    start join leave move work study graduate train retire marry apply qualify bear grow travel do
    serve hire promote
    """
)
"""Deeds of a life rather than of an episode: where somebody worked, lived and studied."""
