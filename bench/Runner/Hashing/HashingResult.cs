using Glissade.Lsh;

namespace Glissade.Runner.Hashing;

/// <summary>What was measured on one task.</summary>
/// <param name="Task">The task's name.</param>
/// <param name="Rows">Neurons of the output layer.</param>
/// <param name="Dimension">Elements of a row, the bias included.</param>
/// <param name="Queries">Queries measured with.</param>
/// <param name="LabelsPerQuery">Mean number of true labels of a query.</param>
/// <param name="Epochs">Passes over the training points.</param>
/// <param name="PrecisionAt1">P@1 of the model by exact search, over all test points.</param>
/// <param name="Retrievers">One entry a retriever, those of other libraries last.</param>
internal sealed record HashingResult(
    string Task, int Rows, int Dimension, int Queries, double LabelsPerQuery, int Epochs, double PrecisionAt1,
    IReadOnlyList<RetrieverResult> Retrievers);

/// <summary>What was measured of one retriever.</summary>
/// <param name="Family">What belongs together in a curve.</param>
/// <param name="Setting">What tells it from the others of its family.</param>
/// <param name="IsDefault">Whether it stands in the short table.</param>
/// <param name="ShareTouched">Share of the neurons that a query looks at: those of its buckets; NaN if unknown.</param>
/// <param name="BuildSeconds">Seconds to build, on all cores; NaN if there is nothing to build.</param>
/// <param name="LearnSeconds">Seconds to learn hash functions, on all cores; NaN if none are learned.</param>
/// <param name="Bytes">Size of the index, the rows themselves left out; NaN if unknown.</param>
/// <param name="Budgets">Figures by budget, ascending.</param>
/// <param name="Load">How full the tables or lists are; null if there are none.</param>
/// <param name="IsHashTables">Whether these are hash tables.</param>
internal sealed record RetrieverResult(
    string Family, string Setting, bool IsDefault, double ShareTouched, double BuildSeconds, double LearnSeconds, double Bytes,
    IReadOnlyList<BudgetResult> Budgets, TableLoad? Load, bool IsHashTables = false)
{
    /// <summary>Whole buckets, whatever their number; null if that was not measured.</summary>
    public BudgetResult? Union => Budgets.FirstOrDefault(budget => budget.Budget is null);

    /// <summary>The figures at a budget, if there are.</summary>
    public BudgetResult? At(int budget) => Budgets.FirstOrDefault(entry => entry.Budget == budget);
}

/// <summary>What a retriever finds with so many candidates, and how fast.</summary>
/// <param name="Budget">Candidates of a query, at most; null: all that were found.</param>
/// <param name="TopRecall">Share of the exact top labels among the candidates.</param>
/// <param name="LabelRecall">Share of the true labels among the candidates.</param>
/// <param name="MeanCandidates">Mean number of candidates, distinct.</param>
/// <param name="Microseconds">Time of a query on one thread.</param>
internal sealed record BudgetResult(int? Budget, double TopRecall, double LabelRecall, double MeanCandidates, double Microseconds);
