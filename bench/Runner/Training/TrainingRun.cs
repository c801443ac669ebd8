using System.Text.Json;

namespace Glissade.Runner.Training;

/// <summary>The figures of one run: the metrics file that the command wrote, and the size of its model.</summary>
internal sealed class TrainingRun(JsonElement metrics, long modelBytes)
{
    /// <summary>Size of the model file.</summary>
    public long ModelBytes { get; } = modelBytes;

    /// <summary>The vector instructions of the run.</summary>
    public string Simd => metrics.GetProperty("simd").GetString() ?? "?";

    /// <summary>Whether the run ended before its last epoch: no figure of it counts then.</summary>
    public bool StoppedEarly => metrics.GetProperty("stopped_early").GetBoolean();

    /// <summary>A number of the metrics file; NaN if it is absent or null.</summary>
    public double Figure(string name) => NumberOf(metrics, name);

    /// <summary>A number of each epoch's figures; NaN where it is absent or null.</summary>
    public IReadOnlyList<double> EpochFigures(string name) =>
        [.. metrics.GetProperty("epochs").EnumerateArray().Select(epoch => NumberOf(epoch, name))];

    /// <summary>The sum over the epochs of a number in their figures.</summary>
    public double EpochTotal(string name) => EpochFigures(name).Sum();

    /// <summary>Reads what a run left behind.</summary>
    public static TrainingRun Read(string metricsPath, string modelPath)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(metricsPath));
        return new TrainingRun(document.RootElement.Clone(), new FileInfo(modelPath).Length);
    }

    private static double NumberOf(JsonElement element, string name) =>
        element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;
}
