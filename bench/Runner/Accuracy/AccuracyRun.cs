using System.Text.Json;

namespace Glissade.Runner.Accuracy;

/// <summary>The figures of one run: the metrics file that the command wrote, and the size of its model.</summary>
internal sealed class AccuracyRun(JsonElement metrics, long modelBytes)
{
    /// <summary>Size of the model file.</summary>
    public long ModelBytes { get; } = modelBytes;

    /// <summary>The vector instructions of the run.</summary>
    public string Simd => metrics.GetProperty("simd").GetString() ?? "?";

    /// <summary>Whether the run ended before its last epoch: no figure of it counts then.</summary>
    public bool StoppedEarly => metrics.GetProperty("stopped_early").GetBoolean();

    /// <summary>A number of the metrics file; NaN if it is absent or null.</summary>
    public double Figure(string name) =>
        metrics.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.Number ? value.GetDouble() : double.NaN;

    /// <summary>The sum over the epochs of a number in their figures.</summary>
    public double EpochTotal(string name) => metrics.GetProperty("epochs").EnumerateArray().Sum(epoch => epoch.GetProperty(name).GetDouble());

    /// <summary>Reads what a run left behind.</summary>
    public static AccuracyRun Read(string metricsPath, string modelPath)
    {
        using JsonDocument document = JsonDocument.Parse(File.ReadAllBytes(metricsPath));
        return new AccuracyRun(document.RootElement.Clone(), new FileInfo(modelPath).Length);
    }
}
