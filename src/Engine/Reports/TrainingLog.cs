using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Glissade;

/// <summary>
/// Writes a training run to a file while it runs, as JSON lines with snake_case names: one when it begins, one every so many seconds, one
/// when an epoch is done. Lines are appended to what the file has and flushed one by one, so that others can follow it, and what a run
/// wrote before it was killed stays.
/// </summary>
/// <remarks>
/// Pass it as the progress of a run. A line that cannot be written ends the log, not the run.
/// </remarks>
public sealed class TrainingLog : IProgress<TrainingProgress>, IDisposable
{
    private readonly TimeSpan interval;
    private readonly Action<string>? messages;
    private readonly Lock writing = new();
    private FileStream? file;
    private long last = Stopwatch.GetTimestamp();

    /// <summary>Opens the file, or makes it.</summary>
    /// <param name="path">The file.</param>
    /// <param name="interval">Time between two lines within an epoch; by default 10 seconds.</param>
    /// <param name="messages">Told in words if a line cannot be written.</param>
    /// <exception cref="IOException">The folder does not exist, or somebody else writes the file.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public TrainingLog(string path, TimeSpan? interval = null, Action<string>? messages = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        this.interval = interval ?? TimeSpan.FromSeconds(10);
        this.messages = messages;
        file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read);
        EndLastLine(file);
    }

    /// <summary>Writes the line with which a run begins.</summary>
    /// <param name="recipe">Its recipe.</param>
    /// <param name="resumed">The checkpoint from which it goes on, if it does.</param>
    public void Begin(TrainingRecipe recipe, Checkpoint? resumed = null)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        JsonObject line = Event("begin");
        if (resumed is not null)
        {
            line["resumed_epoch"] = resumed.Epoch;
            line["resumed_batch"] = resumed.Batch;
        }
        line["recipe"] = RecipeJson.ToObject(recipe);
        Write(line);
    }

    /// <summary>Writes a line, if this ends an epoch or it is time for one.</summary>
    public void Report(TrainingProgress value)
    {
        ArgumentNullException.ThrowIfNull(value);
        if (value.Completed is null && Stopwatch.GetElapsedTime(last) < interval)
            return;
        last = Stopwatch.GetTimestamp();
        JsonObject line = Event(value.Completed is null ? "progress" : "epoch");
        line["epoch"] = value.Epoch;
        line["epochs"] = value.Epochs;
        line["samples_in_epoch"] = value.SamplesInEpoch;
        line["samples_per_epoch"] = value.SamplesPerEpoch;
        line["training_seconds"] = Number(value.TrainingTime.TotalSeconds);
        line["samples_per_second"] = Number(value.SamplesPerSecond);
        line["mean_active_neurons"] = Number(value.MeanActiveNeurons);
        line["loss"] = Number(value.Completed?.Loss ?? value.Loss);
        if (value.Completed is { } report)
            AddEpoch(line, report);
        Write(line);
    }

    /// <summary>Closes the file; later reports write nothing.</summary>
    public void Dispose()
    {
        lock (writing)
        {
            file?.Dispose();
            file = null;
        }
    }

    private static void AddEpoch(JsonObject line, EpochReport report)
    {
        line["seconds"] = Number(report.Seconds);
        if (report.PrecisionAt1 is double precision)
            line["precision_at_1"] = Number(precision);
        line["rebuilds"] = report.Rebuilds;
        line["rebuild_seconds"] = Number(report.RebuildSeconds);
        if (report.Load is not { } load)
            return;
        line["empty_buckets"] = Number(load.EmptyFraction);
        line["largest_bucket"] = load.LargestBucket;
        line["dropped_ids"] = load.DroppedIds;
    }

    private static JsonObject Event(string name) => new()
    {
        ["event"] = name,
        ["time"] = DateTime.UtcNow.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture),
    };

    /// <summary>JSON has no NaN and no infinity.</summary>
    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;

    /// <summary>A run that was killed may have left half a line; the next one begins on its own.</summary>
    private static void EndLastLine(FileStream file)
    {
        if (file.Length == 0)
            return;
        file.Seek(-1, SeekOrigin.End);
        if (file.ReadByte() != '\n')
            file.WriteByte((byte)'\n');
    }

    private void Write(JsonObject line)
    {
        lock (writing)
        {
            if (file is null)
                return;
            try
            {
                file.Write(JsonSerializer.SerializeToUtf8Bytes(line, RecipeJson.Default.JsonObject));
                file.WriteByte((byte)'\n');
                file.Flush();
            }
            catch (IOException exception)
            {
                messages?.Invoke($"log not written any more, training goes on: {exception.Message}");
                file = null;
            }
        }
    }
}
