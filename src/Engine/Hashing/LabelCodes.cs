using System.IO.Hashing;
using Glissade.Kernels;
using Glissade.Layers;
using Glissade.Lsh;

namespace Glissade;

/// <summary>
/// Codes of a model's labels, made once when training ends and stored with the model, so that nobody who asks it has to make them first.
/// </summary>
/// <param name="Index">The scan of them.</param>
/// <param name="WeightChecksum">Tells the output layer's weights that they were made of.</param>
/// <param name="BiasChecksum">The same of its biases.</param>
internal sealed record LabelCodes(CodeScanIndex Index, string WeightChecksum, string BiasChecksum) : IDisposable
{
    /// <summary>
    /// Models of fewer labels are not given codes: scoring all their labels takes less than a millisecond, and so does making codes when
    /// they are asked for.
    /// </summary>
    public const int FewestLabels = 16_384;

    /// <summary>Points whose queries tell the mean.</summary>
    private const int SamplePoints = 1024;

    /// <summary>Codes of a model's labels, which is in memory.</summary>
    /// <param name="model">The model; its recipe's seed fixes the rotation.</param>
    /// <param name="points">Points to take the queries' mean of, evenly chosen.</param>
    /// <param name="team">The workers.</param>
    public static LabelCodes Make(ExtremeClassifier model, Dataset points, WorkerTeam team)
    {
        int count = Math.Min(SamplePoints, points.Count);
        int[] sample = [.. Enumerable.Range(0, count).Select(i => (int)((long)i * points.Count / count))];
        OutputLayer output = model.Network.Output;
        CodeScanIndex index = (CodeScanIndex)LabelIndexes.Build(IndexKind.Codes, model, points, sample, team);
        (string weights, string biases) = ChecksumsOf(output.Weights);
        return new LabelCodes(index, weights, biases);
    }

    public void Dispose() => Index.Dispose();

    /// <summary>Those that the tensors will have in a file (<see cref="ModelFile"/>).</summary>
    private static (string Weights, string Biases) ChecksumsOf(WeightMatrix rows)
    {
        XxHash3 weights = new();
        XxHash3 biases = new();
        for (int row = 0; row < rows.Rows; row++)
        {
            ReadOnlySpan<byte> bytes = rows.RowBytes(row);
            weights.Append(bytes[..^rows.ElementBytes]);
            biases.Append(bytes[^rows.ElementBytes..]);
        }
        return (
            SafetensorsChecksums.Format(weights.GetCurrentHashAsUInt64()),
            SafetensorsChecksums.Format(biases.GetCurrentHashAsUInt64()));
    }
}
