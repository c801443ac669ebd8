namespace Glissade.Cli.Commands;

/// <summary>What training begins with: nothing, or a model or checkpoint that is trained on.</summary>
internal sealed class StartingPoint : IDisposable
{
    private readonly Checkpoint? checkpoint;

    private StartingPoint(ExtremeClassifier? model, Checkpoint? checkpoint)
    {
        Model = model;
        this.checkpoint = checkpoint;
    }

    /// <summary>The model that is trained on; null if a new one is made.</summary>
    public ExtremeClassifier? Model { get; }

    /// <summary>Reads the file, if one was named.</summary>
    /// <exception cref="UsageException">There is no such file, or it may not be read.</exception>
    public static StartingPoint Of(string? path)
    {
        if (path is null)
            return new StartingPoint(null, null);
        ExtremeClassifier model = UserFiles.LoadModel(path);
        try
        {
            return new StartingPoint(model, Checkpoint.TryRead(path));
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>The sizes within which points fit a model trained on from here with <paramref name="data"/>.</summary>
    public DatasetLimits LimitsWith(Dataset data) =>
        new(Math.Max(data.FeatureCount, Model?.FeatureCount ?? 0), Math.Max(data.LabelCount, Model?.LabelCount ?? 0));

    /// <summary>The same options for points to be trained on from here: texts keep the features and labels that the model has.</summary>
    public DataReadOptions Reading(DataReadOptions options) => Model?.TextFeatures is null
        ? options
        : options with { TextFeatures = Model.TextFeatures, LabelNames = Model.LabelNames };

    /// <summary>The recipe of a run that does not resume.</summary>
    public TrainingRecipe Resolve(TrainingOptions options, DatasetSummary data) =>
        Model is null ? options.Resolve(data) : options.Resolve(Model.Recipe);

    public ExtremeClassifier Train(
        Dataset data, TrainingOptions options, IProgress<TrainingProgress> progress, Dataset? validation, LabelMask? mask,
        CancellationToken stop)
    {
        if (checkpoint is not null)
            return checkpoint.Continue(data, options, progress, validation, mask, stop);
        return Model is null
            ? ExtremeClassifier.Train(data, options, progress, validation, mask, stop)
            : Model.Continue(data, options, progress, validation, mask, stop);
    }

    public void Dispose() => Model?.Dispose();
}
