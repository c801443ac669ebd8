namespace Glissade.Runner.Data;

/// <summary>A data set's sizes, which decide the defaults of training.</summary>
/// <param name="Train">The training points.</param>
/// <param name="TestPoints">Points measured on.</param>
internal sealed record DataShape(DatasetSummary Train, int TestPoints)
{
    /// <summary>Reads the files; the data itself is let go before anything is measured.</summary>
    public static DataShape Of(DataFiles files) => new(
        DatasetSummary.Of(Dataset.Load(files.TrainPath)), files.TestPath is { } test ? Dataset.Load(test).Count : 0);
}
