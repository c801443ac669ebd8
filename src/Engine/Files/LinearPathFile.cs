using System.Runtime.InteropServices;
using Glissade.Layers;

namespace Glissade;

/// <summary>A linear path as tensors of a model file.</summary>
internal static class LinearPathFile
{
    private const string Offsets = "linear.offsets";
    private const string Labels = "linear.labels";
    private const string Weights = "linear.weight";
    private const string Biases = "linear.bias";

    public static void Add(SafetensorsWriter writer, LinearPath path)
    {
        writer.Add(Offsets, TensorType.Int64, [path.FeatureCount + 1], TensorSource.Rows(1, _ => MemoryMarshal.AsBytes(path.Offsets)));
        writer.Add(Labels, TensorType.Int32, [path.PairCount],
            TensorSource.Rows(path.FeatureCount, feature => MemoryMarshal.AsBytes(path.Labels((int)feature))));
        writer.Add(Weights, TensorType.Float32, [path.PairCount],
            TensorSource.Rows(path.FeatureCount, feature => MemoryMarshal.AsBytes(path.Weights((int)feature))));
        writer.Add(Biases, TensorType.Float32, [path.LabelCount], TensorSource.Rows(1, _ => MemoryMarshal.AsBytes(path.Biases)));
    }

    /// <exception cref="DataFormatException">Tensors are missing or do not fit one another.</exception>
    public static LinearPath Read(SafetensorsReader reader, string file, int features, int labels)
    {
        long[] offsets = new long[features + 1];
        reader.ReadTensor(Offsets, TensorType.Int64, [offsets.Length], offsets.AsSpan());
        CheckOffsets(file, offsets);
        CheckPairs(reader, file, offsets[^1]);
        LinearPath path = new(offsets, labels);
        try
        {
            reader.ReadTensor(Labels, TensorType.Int32, [path.PairCount], path.AllLabels);
            reader.ReadTensor(Weights, TensorType.Float32, [path.PairCount], path.AllWeights);
            reader.ReadTensor(Biases, TensorType.Float32, [labels], path.Biases);
            CheckLabels(file, path);
            return path;
        }
        catch
        {
            path.Dispose();
            throw;
        }
    }

    /// <summary>Overwrites weights and biases of a path with the same pairs.</summary>
    public static void ReadWeights(SafetensorsReader reader, LinearPath path)
    {
        reader.ReadTensor(Weights, TensorType.Float32, [path.PairCount], path.AllWeights);
        reader.ReadTensor(Biases, TensorType.Float32, [path.LabelCount], path.Biases);
    }

    private static void CheckOffsets(string file, long[] offsets)
    {
        bool ascending = offsets[0] == 0;
        for (int i = 1; i < offsets.Length; i++)
            ascending &= offsets[i] >= offsets[i - 1];
        if (!ascending || offsets[^1] > LinearPairs.MostPairs)
            throw new DataFormatException($"{file}: found {Offsets} that do not ascend from 0 to at most {LinearPairs.MostPairs}, expected they do");
    }

    /// <summary>Before anything is allocated by their number.</summary>
    private static void CheckPairs(SafetensorsReader reader, string file, long pairs)
    {
        TensorInfo stored = reader.Describe(Labels);
        if (stored.Shape is not [long count] || count != pairs)
            throw new DataFormatException($"{file}: found {Labels} {stored}, expected {pairs} numbers as {Offsets} say");
    }

    private static void CheckLabels(string file, LinearPath path)
    {
        for (int feature = 0; feature < path.FeatureCount; feature++)
        {
            int previous = -1;
            foreach (int label in path.Labels(feature))
            {
                if (label <= previous || label >= path.LabelCount)
                {
                    throw new DataFormatException(
                        $"{file}: found label {label} after {previous} in {Labels}, expected ascending labels below {path.LabelCount} for each feature");
                }
                previous = label;
            }
        }
    }
}
