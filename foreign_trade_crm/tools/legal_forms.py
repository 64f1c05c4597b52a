"""Legal forms of companies, as buyers' names end (or begin) with them. Data only.

Each entry is written as :func:`duplicate_keys.words` leaves it: lower case, without accents and
punctuation, dotted letters joined (``S. de R.L. de C.V.`` is ``s de rl de cv``).
"""

# At the end of a name, several in a row ("Co., Ltd.", "GmbH & Co. KG").
SUFFIXES = """
    ltd | limited | llc | llp | lllp | lp | inc | incorporated | corp | corporation | co | company
    | plc | pllc | pc | pty | proprietary limited | pte | pvt | private limited | opc | public
    limited company | public company limited | pcl | unlimited | cic | cio | dac | clg |
    designated activity company | teoranta | gmbh | mbh | ggmbh | ag | kg | kgaa | ohg | ug | ug
    haftungsbeschrankt | ek | e kfm | ev | eg | gbr | se | partg | aktiengesellschaft |
    gesellschaft mit beschrankter haftung | gesmbh | gesm bh | sa | sas | sasu | sarl | sarl au |
    sarlau | suarl | eurl | snc | sci | sca | scs | scop | gie | cie | societe anonyme | societe a
    responsabilite limitee | ltee | enr | sl | slu | sll | slne | slp | sau | sociedad limitada |
    sociedad limitada unipersonal | sociedad anonima | sociedad anonima cerrada | sociedad anonima
    de capital variable | sociedad de responsabilidad limitada | sociedad por acciones
    simplificada | s de rl | s de rl de cv | s de rl mi | srl de cv | srl cv | sa de cv | sa cv |
    sapi de cv | sapi | sab de cv | sab | s en c | s en nc | sas de cv | sc | s coop | scoop | cia
    | cia ltda | ltda | limitada | sac | saa | eirl | eirl ltda | ca | cxa | srltda | lda |
    unipessoal | unipessoal lda | eireli | epp | sgps | sociedade anonima | spa | srl | srls |
    sapa | soc coop | scarl | scpa | societa per azioni | societa a responsabilita limitata | bv |
    nv | vof | cv | bvba | cvba | sprl | scrl | asbl | vzw | besloten vennootschap | naamloze
    vennootschap | ab | hb | kb | aktiebolag | as | asa | ans | enk | nuf | aps | ivs | ks | amba
    | oy | oyj | ay | ky | tmi | hf | ehf | ohf | slf | osakeyhtio | aksjeselskap | aktieselskab |
    anpartsselskab | sp zoo | sp z oo | spzoo | sp k | spk | sp j | sk | spolka z ograniczona
    odpowiedzialnoscia | spolka akcyjna | spolka komandytowa | spolka jawna | sro | spol sro | vos
    | kft | bt | zrt | nyrt | rt | kkt | pfa | ood | eood | ad | ead | ead | doo | jdoo | dooel |
    dd | shpk | sh pk | sh a | sha | uab | mb | sia | ou | osauhing | aktsiaselts | sti | ltd sti
    | as san tic | anonim sirketi | limited sirketi | sirketi | anonim ortakligi | ao | san ve tic
    | san tic | sanayi ve ticaret | sanayi ticaret | san ve dis tic | ith ihr | ae | abee | aebe |
    epe | ike | oe | ee | αε | επε | ικε | οε | εε | αεβε | ooo | oao | zao | pao | nao | тоо |
    ооо | оао | зао | пао | нао | ао | ип | одо | чуп | уп | тов | тзов | пп | пат | прат | фоп |
    оод | еоод | ад | еад | доо | sdn bhd | bhd | sendirian berhad | berhad | tbk | kk | gk | yk |
    kabushiki kaisha | godo kaisha | yugen kaisha | jsc | ojsc | cjsc | pjsc | ejsc | jv | tnhh |
    jsc company | joint stock company | fze | fzc | fzco | fz llc | fzllc | fz | dmcc | llc sp |
    wll | spc | bsc | bscc | saoc | saog | sae | psc | pjsc | kscc | kscp | ksc | qpsc | sal |
    offal | est | establishment | cc | npc | limited liability company | limited liability
    partnership | limited partnership | ذمم | شمم | المحدودة | בעמ
"""

# Words of another meaning as well, which are a legal form only as the very last of a name:
# "Bella S.p.A." but "Bella Spa Ltd", "Faisal Trading Est." but "Nord Est Srl".
LAST_ONLY = frozenset({"spa", "est", "establishment", "ca", "ad", "as", "ae", "cc", "pc", "sc"})

# In front of a name.
PREFIXES = """
    the | pt | cv | ooo | oao | zao | pao | uab | sia | tov | pphu | phu | fhu | ооо | оао | зао |
    пао | нао | ао | ип | тоо | тов | тзов | пп | фоп | прат | пат | оод | еоод | cong ty tnhh |
    cong ty tnhh mtv | cong ty co phan | cong ty cp | cong ty | ctcp | sarl | eurl | شركة | مؤسسة
    | شركه
"""

# Scripts without spaces: cut off the joined name, at its end …
CJK_SUFFIXES = (
    "股份有限公司",
    "有限责任公司",
    "有限責任公司",
    "股份公司",
    "有限公司",
    "责任公司",
    "公司",
    "株式会社",
    "株式會社",
    "有限会社",
    "合同会社",
    "合資会社",
    "合名会社",
    "주식회사",
    "유한회사",
    "유한책임회사",
    "จำกัด(มหาชน)",
    "จำกัดมหาชน",
    "จำกัด",
)
# … and at its beginning.
CJK_PREFIXES = (
    "株式会社",
    "株式會社",
    "有限会社",
    "合同会社",
    "合資会社",
    "주식회사",
    "유한회사",
    "บริษัท",
    "ห้างหุ้นส่วนจำกัด",
)
# Abbreviations in brackets, wherever they stand.
CJK_MARKS = ("(株)", "(有)", "(合)", "(주)", "(유)")

# Forms that make "ae" for "ä" likely, so that both spellings are looked for.
GERMAN = frozenset({"gmbh", "mbh", "ag", "kg", "kgaa", "ohg", "ug", "ek", "gbr", "gesmbh"})

# Words between names that some write and others do not.
CONNECTORS = frozenset({"and", "und", "et", "y", "e", "i", "en", "og", "och", "ve", "и", "та", "و"})

# What people type when they have nothing to say.
PLACEHOLDERS = frozenset(
    """na none null nil test testing unknown private individual personal company mycompany
    companyname yourcompany nocompany noname self selfemployed freelancer freelance buyer customer
    importer trader trading import export importexport home myself xxx abc privat particular
    particulier 无 没有 个人 暂无 私人 公司""".split()
)
