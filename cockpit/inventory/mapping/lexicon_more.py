"""Portuguese and Polish, beside the six languages of :mod:`.lexicon` and :mod:`.choices`.

A further language is taught in the same way: phrases by field, and words of stages and risk
classes. Phrases are separated by semicolons and compared without case and accents.
"""

from __future__ import annotations

from cockpit.inventory.vocabulary import RiskClass, Stage

#: Phrases of headers by field of the Initiatives sheet.
INITIATIVES: dict[str, str] = {
    "id": "código; número; identificador; código do projeto; número do processo; lp; numer; "
    "identyfikator; kod; sygnatura; numer ewidencyjny; kod projektu",
    "name": "nome; título; denominação; nome do projeto; nome do sistema; caso de uso; "
    "iniciativa; nome da solução; projeto; ferramenta; aplicação; solução; sistema; "
    "nome da ferramenta; nazwa; tytuł; nazwa systemu; nazwa projektu; nazwa rozwiązania; "
    "przypadek użycia; inicjatywa; projekt",
    "business_unit": "unidade; área; departamento; órgão; diretoria; secretaria; setor; entidade; "
    "ministério; instituição; tribunal; unidade de negócio; área responsável; órgão responsável; "
    "gerência; coordenação; superintendência; autarquia; prefeitura; filial; divisão; seção; "
    "núcleo; unidade gestora; direção; organismo; subsecretaria; jednostka; "
    "jednostka organizacyjna; departament; dział; wydział; urząd; ministerstwo; instytucja; "
    "biuro; pion; komórka organizacyjna; organ; podmiot",
    "owner": "responsável; gestor; proprietário; ponto de contato; gerente do projeto; líder; "
    "pessoa responsável; contato; dono; dono do produto; ponto focal; coordenador; chefe; "
    "gerente; encarregado; właściciel; osoba odpowiedzialna; odpowiedzialny; kierownik projektu; "
    "osoba kontaktowa; opiekun; lider; właściciel biznesowy",
    "sponsor": "patrocinador; sponsor",
    "stage": "situação; fase; estágio; estado; situação atual; etapa; fase do projeto; "
    "status do projeto; nível de maturidade; ciclo de vida; andamento; estado de implementação; "
    "status; etap; faza; stan; status wdrożenia; stan wdrożenia; faza projektu; status projektu; "
    "etap rozwoju",
    "start": "início; data de início; data de implantação; data de entrada em produção; "
    "entrada em produção; em uso desde; data de lançamento; data de ativação; "
    "entrada em operação; data de entrada em operação; em operação desde; em produção desde; "
    "entrada em funcionamento; em funcionamento desde; início de funcionamento; implantação; "
    "implementação; data de implementação; início de operação; início do uso; lançamento; "
    "ativação; entrada em vigor; data rozpoczęcia; data uruchomienia; data wdrożenia; początek; "
    "start; w użyciu od; uruchomienie; data startu",
    "vendor": "fornecedor; fabricante; desenvolvedor; empresa; prestador; desenvolvido por; "
    "contratada; empresa contratada; empresa fornecedora; parceiro; parceiro tecnológico; "
    "consultoria; terceiro; fornecido por; integrador; prestador de serviço; dostawca; "
    "producent; wykonawca; twórca; dostawca zewnętrzny; nazwa dostawcy",
    "model": "modelo; modelo utilizado; wykorzystany model; model językowy",
    "risk_class": "risco; nível de risco; classe de risco; classificação de risco; "
    "categoria de risco; alto risco; grau de risco; tipo de risco; risco da ia; perfil de risco; "
    "ryzyko; poziom ryzyka; klasa ryzyka; kategoria ryzyka; klasyfikacja ryzyka; wysokie ryzyko",
    "currency": "moeda; waluta",
    "annual_cost": "custo; custo anual; orçamento; despesa; custo mensal; gasto anual; "
    "valor anual; custo total; orçamento anual; koszt; koszt roczny; koszty; budżet; "
    "roczny koszt; koszt miesięczny; wydatki; roczne koszty; budżet roczny",
    "annual_benefit": "benefício; benefício anual; economia; economia anual; ganho; ganhos; "
    "benefício esperado; korzyść; korzyści; oszczędności; roczne oszczędności; "
    "oczekiwane korzyści; roczna korzyść",
    "decision_date": "data da decisão; data de aprovação; data decyzji; data zatwierdzenia",
    "next_review": "próxima revisão; data de revisão; następny przegląd; data przeglądu",
}

#: Columns that no field holds, by the same keys as :data:`.lexicon.DECOYS`.
DECOYS: dict[str, str] = {
    "a description": "descrição; objetivo; finalidade; propósito; resumo; opis; cel; krótki opis; "
    "przeznaczenie",
    "a comment": "observações; comentários; uwagi; komentarz; komentarze",
    "a link": "repositório; link do repositório; endereço; odnośnik; strona internetowa",
    "a contact address": "telefone; correio eletrônico; e mail de contato; adres e mail",
    "the end of something": "data de término; fim; data zakończenia; koniec",
    "data used": "dados; fontes de dados; dane; źródła danych",
}

#: Words of theirs for each stage.
STAGES: dict[Stage, str] = {
    Stage.IDEA: "ideia; planejado; planejamento; em planejamento; proposta; em estudo; concepção; "
    "planowane; planowany; planowana; koncepcja; pomysł; w planach; propozycja; analiza",
    Stage.PILOT: "piloto; projeto piloto; em desenvolvimento; desenvolvimento; em teste; "
    "em testes; prova de conceito; experimental; pilotaż; pilot; w budowie; testy; "
    "w trakcie wdrażania; w przygotowaniu; prototyp; faza pilotażowa; w trakcie testów",
    Stage.PRODUCTION: "produção; em produção; em uso; em operação; implantado; ativo; "
    "em funcionamento; produkcja; produkcyjny; w użyciu; wdrożone; wdrożony; wdrożona; działa; "
    "w eksploatacji; eksploatacja",
    Stage.SCALING: "em expansão; expansão; escalonamento; skalowanie; rozszerzane; upowszechnianie",
    Stage.RETIRED: "desativado; descontinuado; encerrado; cancelado; suspenso; wycofane; wycofany; "
    "wycofana; zakończone; zamknięte; wyłączone; wyłączony",
}

#: Words of theirs for each class of the EU AI Act.
RISKS: dict[RiskClass, str] = {
    RiskClass.PROHIBITED: "proibido; inaceitável; risco inaceitável; zakazane; "
    "niedopuszczalne; ryzyko niedopuszczalne",
    RiskClass.HIGH: "alto; alto risco; risco alto; elevado; wysokie; wysokie ryzyko; "
    "wysokiego ryzyka",
    RiskClass.LIMITED: "limitado; risco limitado; ograniczone; ograniczone ryzyko",
    RiskClass.MINIMAL: "mínimo; risco mínimo; baixo; minimalne; minimalne ryzyko; niskie",
}
#: Words among them that only the EU's scheme has.
EU_WORDS = "limitado minimo inaceitavel ograniczone minimalne niedopuszczalne zakazane"
#: Words of no meaning of their own in a header, and words for the listed thing.
SMALL_WORDS = "do dos das em na nos pelo pela w z i oraz dla"
ENTITY_WORDS = (
    "projeto projetos projektu systemu systemy rozwiazania solucao solucoes aplikacja aplicacao "
    "aplicacoes ferramenta ferramentas"
)
