using System.Buffers.Binary;
using System.Text.Json;

namespace Glissade.Runner.Hashing;

/// <summary>
/// What bench/external/retrieval_peers.py reads of a task: model, queries with their labels as offsets and ids, and the training points'
/// moments, the mean first and then the mean distance from it.
/// </summary>
internal static class PeerFiles
{
    private const string Checksum = "checksum.output.weight";

    public static string Model(string folder, string task) => Path.Combine(folder, $"{task}.safetensors");

    public static void Write(string folder, string task, TrainedLayer layer)
    {
        NumpyFile.Write(Path.Combine(folder, $"{task}.queries.npy"), layer.Queries);
        NumpyFile.Write(Path.Combine(folder, $"{task}.label_ids.npy"), [.. layer.Labels.SelectMany(labels => labels)]);
        NumpyFile.Write(Path.Combine(folder, $"{task}.moments.npy"), [.. layer.Moments.Mean, layer.Moments.MeanDeviation]);
        int[] offsets = new int[layer.Labels.Length + 1];
        for (int i = 0; i < layer.Labels.Length; i++)
            offsets[i + 1] = offsets[i] + layer.Labels[i].Length;
        NumpyFile.Write(Path.Combine(folder, $"{task}.label_offsets.npy"), offsets);
    }

    /// <summary>The checksum of the output weights, by which results are known to belong to a model.</summary>
    public static string ChecksumOf(string modelPath)
    {
        using FileStream stream = File.OpenRead(modelPath);
        byte[] length = new byte[8];
        stream.ReadExactly(length);
        byte[] header = new byte[checked((int)BinaryPrimitives.ReadUInt64LittleEndian(length))];
        stream.ReadExactly(header);
        using JsonDocument document = JsonDocument.Parse(header);
        return document.RootElement.GetProperty("__metadata__").GetProperty(Checksum).GetString() ?? "";
    }
}
