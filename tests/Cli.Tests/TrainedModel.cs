using Glissade.Cli.Tests;

[assembly: AssemblyFixture(typeof(TrainedModel))]

namespace Glissade.Cli.Tests;

/// <summary>A small data set and a model that the command trained on it, made once for all tests.</summary>
public sealed class TrainedModel : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public TrainedModel()
    {
        CommandRun.Of(
            "data", "generate", folder.File("small"), "--labels", "60", "--features", "400", "--train", "600", "--test", "100",
            "--nnz", "20", "--labels-per-point", "2").Succeeded();
        Training = CommandRun.Of(
            "train", TrainPath, "--model", ModelPath, "--validation", TestPath, "--metrics", MetricsPath, "--hidden", "16", "--epochs", "3",
            "--threads", "1").Succeeded();
    }

    public string TrainPath => folder.File("small_train.txt");

    public string TestPath => folder.File("small_test.txt");

    public string ModelPath => folder.File("model.safetensors");

    public string MetricsPath => folder.File("metrics.json");

    internal CommandRun Training { get; }

    public void Dispose() => folder.Dispose();
}
