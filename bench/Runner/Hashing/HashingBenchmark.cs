using System.Globalization;
using Glissade.Kernels;

namespace Glissade.Runner.Hashing;

/// <summary>Trains one model a task and measures every retriever over its output layer.</summary>
internal sealed class HashingBenchmark(HashingPlan plan, TextWriter messages)
{
    public IReadOnlyList<HashingResult> Run(CancellationToken cancellation) => [.. plan.Tasks.Select(task => Run(task, cancellation))];

    private HashingResult Run(HashingTask task, CancellationToken cancellation)
    {
        (Dataset train, Dataset test) = task.Load(plan.DataFolder);
        DatasetSummary shape = DatasetSummary.Of(train);
        using ExtremeClassifier model = Train(task, train, cancellation);
        using WorkerTeam team = new(Environment.ProcessorCount);
        double precision = model.Evaluate(test, cancellation: cancellation).PrecisionAt(1);
        using TrainedLayer layer = new(model, train, test, plan.Queries, team);
        messages.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{task.Name}: {layer.Rows.Rows} rows, {layer.Queries.Rows} queries, P@1 {100 * precision:0.00} %"));
        IReadOnlyList<RetrieverResult> peers = Peers(task, layer);
        List<RetrieverResult> results = [];
        RetrieverMeasurement measurement = new(layer, team);
        foreach (Retriever retriever in RetrieverFamily.All.SelectMany(family => family.Retrievers(shape)))
        {
            cancellation.ThrowIfCancellationRequested();
            results.Add(measurement.Measure(retriever));
            Tell(retriever.Name, results[^1]);
        }
        return new HashingResult(
            task.Name, layer.Rows.Rows, layer.Rows.Columns, layer.Queries.Rows, layer.Labels.Average(labels => labels.Length),
            model.Recipe.Epochs, precision, [.. results, .. peers]);
    }

    /// <summary>The model kept in the work folder, if it was trained for as long, or a new one, which is kept there.</summary>
    private ExtremeClassifier Train(HashingTask task, Dataset train, CancellationToken cancellation)
    {
        TrainingOptions options = plan.Epochs is { } epochs ? task.Options with { Epochs = epochs } : task.Options;
        string? path = plan.WorkFolder is null ? null : PeerFiles.Model(plan.WorkFolder, task.Name);
        if (File.Exists(path))
        {
            ExtremeClassifier kept = ExtremeClassifier.Load(path);
            if (kept.Recipe.Epochs == options.Resolve(DatasetSummary.Of(train)).Epochs && kept.TrainingPoints == train.Count)
            {
                messages.WriteLine($"{task.Name}: takes the model in {path}");
                return kept;
            }
            kept.Dispose();
        }
        messages.WriteLine($"{task.Name}: trains");
        ExtremeClassifier model = ExtremeClassifier.Train(train, options, cancellation: cancellation);
        // A model that was stopped half-way would be kept as a whole one.
        cancellation.ThrowIfCancellationRequested();
        if (path is not null)
            model.Save(path);
        return model;
    }

    private IReadOnlyList<RetrieverResult> Peers(HashingTask task, TrainedLayer layer)
    {
        if (plan.WorkFolder is null)
            return [];
        PeerFiles.Write(plan.WorkFolder, task.Name, layer);
        return plan.Peers?.On(task.Name, PeerFiles.ChecksumOf(PeerFiles.Model(plan.WorkFolder, task.Name)), layer.Queries.Rows) ?? [];
    }

    private void Tell(string name, RetrieverResult result)
    {
        BudgetResult shown = result.At(HashingPlan.ShownBudget) ?? result.Budgets[^1];
        messages.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"  {name}: recall {shown.TopRecall:0.000}, of labels {shown.LabelRecall:0.000}, {shown.Microseconds:0} us a query"));
    }
}
