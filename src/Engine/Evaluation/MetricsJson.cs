using System.Globalization;
using System.Text.Json;

namespace Glissade;

/// <summary>
/// Writes the figures of a run as one JSON object with snake_case names (precision_at_1, ndcg_at_1, recall_at_1, psp_at_1, points,
/// train_seconds, ...); those of a hashed search are called hashed_precision_at_1 and so on. A figure that was not measured is absent; one
/// without a value (NaN, infinity, unknown) is null.
/// </summary>
public static class MetricsJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true };

    /// <summary>Writes the object to a file, whole or not at all.</summary>
    /// <param name="path">The file; an older one is replaced.</param>
    /// <param name="run">What was run.</param>
    /// <param name="evaluation">Ranking figures; null if nothing was evaluated.</param>
    /// <param name="training">What training took; null if nothing was trained.</param>
    /// <param name="hashed">Ranking figures of a hashed search of the same points; null if there was none.</param>
    /// <exception cref="IOException">The folder does not exist or the disk is full.</exception>
    /// <exception cref="UnauthorizedAccessException">The file may not be written.</exception>
    public static void Write(
        string path, RunReport run, EvaluationReport? evaluation = null, TrainingReport? training = null,
        EvaluationReport? hashed = null) =>
        AtomicFile.Write(path, stream => Write(stream, run, evaluation, training, hashed));

    /// <summary>Writes the object and a line end to a stream, for instance standard output.</summary>
    /// <param name="stream">Stays open.</param>
    /// <param name="run">What was run.</param>
    /// <param name="evaluation">Ranking figures; null if nothing was evaluated.</param>
    /// <param name="training">What training took; null if nothing was trained.</param>
    /// <param name="hashed">Ranking figures of a hashed search of the same points; null if there was none.</param>
    public static void Write(
        Stream stream, RunReport run, EvaluationReport? evaluation = null, TrainingReport? training = null, EvaluationReport? hashed = null)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(run);
        using (Utf8JsonWriter json = new(stream, Options))
        {
            json.WriteStartObject();
            if (evaluation is not null)
            {
                WriteEvaluation(json, evaluation, "");
                json.WriteNumber("points", evaluation.Points);
                WriteMask(json, evaluation);
            }
            if (hashed is not null)
                WriteEvaluation(json, hashed, "hashed_");
            if (training is not null)
                WriteTraining(json, training);
            WriteRun(json, run);
            if (training is not null)
                WriteEpochs(json, training.Epochs);
            json.WriteEndObject();
        }
        stream.WriteByte((byte)'\n');
    }

    private static void WriteEvaluation(Utf8JsonWriter json, EvaluationReport evaluation, string prefix)
    {
        WriteAtEach(json, prefix + "precision", evaluation.Cutoffs, evaluation.Precision);
        WriteAtEach(json, prefix + "ndcg", evaluation.Cutoffs, evaluation.Ndcg);
        WriteAtEach(json, prefix + "recall", evaluation.Cutoffs, evaluation.Recall);
        if (evaluation.PropensityScoredPrecision is not null)
            WriteAtEach(json, prefix + "psp", evaluation.Cutoffs, evaluation.PropensityScoredPrecision);
    }

    /// <summary>Figures of a ranking from which labels were left out are not to be taken for those of a whole one.</summary>
    private static void WriteMask(Utf8JsonWriter json, EvaluationReport evaluation)
    {
        if (evaluation.InputItemsMasked)
            json.WriteBoolean("input_items_masked", true);
        if (evaluation.KnownLabelsFiltered)
            json.WriteBoolean("known_labels_filtered", true);
    }

    private static void WriteTraining(Utf8JsonWriter json, TrainingReport training)
    {
        WriteNumber(json, "train_seconds", training.TrainSeconds);
        WriteNumber(json, "samples_per_second", training.SamplesPerSecond);
        WriteNumber(json, "mean_active_neurons", training.MeanActiveNeurons);
        json.WriteBoolean("stopped_early", training.StoppedEarly);
    }

    private static void WriteRun(Utf8JsonWriter json, RunReport run)
    {
        json.WriteNumber("label_count", run.LabelCount);
        json.WriteNumber("parameters", run.Parameters);
        if (run.PeakResidentBytes is long peak)
            json.WriteNumber("peak_rss_bytes", peak);
        else
            json.WriteNull("peak_rss_bytes");
        json.WriteNumber("threads", run.Threads);
        json.WriteString("simd", run.Simd);
        json.WriteNumber("seed", run.Seed);
    }

    private static void WriteEpochs(Utf8JsonWriter json, IReadOnlyList<EpochReport> epochs)
    {
        json.WriteStartArray("epochs");
        foreach (EpochReport epoch in epochs)
        {
            json.WriteStartObject();
            WriteNumber(json, "seconds", epoch.Seconds);
            WriteNumber(json, "loss", epoch.Loss);
            if (epoch.PrecisionAt1 is double precision)
                WriteNumber(json, "precision_at_1", precision);
            WriteNumber(json, "mean_active_neurons", epoch.MeanActiveNeurons);
            WriteNumber(json, "rebuild_seconds", epoch.RebuildSeconds);
            json.WriteNumber("rebuilds", epoch.Rebuilds);
            WriteNumber(json, "hash_learning_seconds", epoch.HashLearningSeconds);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void WriteAtEach(Utf8JsonWriter json, string name, IReadOnlyList<int> cutoffs, IReadOnlyList<double> values)
    {
        for (int i = 0; i < cutoffs.Count; i++)
            WriteNumber(json, string.Create(CultureInfo.InvariantCulture, $"{name}_at_{cutoffs[i]}"), values[i]);
    }

    /// <summary>JSON has no NaN and no infinity.</summary>
    private static void WriteNumber(Utf8JsonWriter json, string name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
