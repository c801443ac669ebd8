using System.Globalization;
using System.Runtime.InteropServices;
using Glissade.Kernels;
using Glissade.Lsh;

namespace Glissade;

/// <summary>
/// Codes of labels as tensors of a model file: codes.signs [groups, words], whole groups as they lie in memory, codes.slopes and
/// codes.offsets [groups, rows of a group], codes.rotation [hidden, code bits] and codes.mean_query [hidden + 1]. Metadata: codes_version,
/// and the checksums of the weights and biases that they were made of.
/// </summary>
internal static unsafe class LabelCodesFile
{
    /// <summary>Codes of another version are passed over, as if there were none: they can be made again.</summary>
    private const int Version = 1;

    private const string VersionKey = "codes_version";
    private const string WeightsKey = "codes_of_weight";
    private const string BiasesKey = "codes_of_bias";
    private const string Signs = "codes.signs";
    private const string Slopes = "codes.slopes";
    private const string Offsets = "codes.offsets";
    private const string Rotation = "codes.rotation";
    private const string MeanQuery = "codes.mean_query";

    /// <summary>A byte of a group's rows is a cache line of so many 64-bit words.</summary>
    private const int LineWords = CodeEstimates.GroupRows / sizeof(long);

    /// <summary>
    /// To be called before any tensor of 64-bit words is declared: the first of these begins on a cache line, as the codes should.
    /// </summary>
    public static void Add(SafetensorsWriter writer, LabelCodes labels)
    {
        RowCodes codes = labels.Index.Codes;
        int groupBytes = codes.CodeBytes * CodeEstimates.GroupRows;
        writer.AddMetadata(VersionKey, Version.ToString(CultureInfo.InvariantCulture));
        writer.AddMetadata(WeightsKey, labels.WeightChecksum);
        writer.AddMetadata(BiasesKey, labels.BiasChecksum);
        writer.Add(Signs, TensorType.Int64, [codes.Groups, codes.CodeBytes * LineWords],
            TensorSource.Rows(codes.Groups, group => new ReadOnlySpan<byte>(codes.Signs + (group * groupBytes), groupBytes)));
        AddNumbers(writer, Slopes, codes.Groups, codes.Slopes);
        AddNumbers(writer, Offsets, codes.Groups, codes.Offsets);
        writer.Add(Rotation, labels.Index.Rotation.Axes);
        writer.Add(MeanQuery, TensorType.Float32, [labels.Index.Dimension], TensorSource.Elements(labels.Index.MeanQuery));
    }

    /// <summary>The codes in a file, null if it has none that can be used.</summary>
    /// <param name="reader">The file.</param>
    /// <param name="mapped">Where the codes stay; null if they are to be copied.</param>
    /// <param name="path">Its name.</param>
    /// <param name="labels">Labels of the model.</param>
    /// <param name="inputs">Units of the last hidden layer.</param>
    /// <exception cref="DataFormatException">Tensors are missing, do not fit, or were made of other weights than the file's.</exception>
    public static LabelCodes? Read(SafetensorsReader reader, MappedWeights? mapped, string path, int labels, int inputs)
    {
        if (!reader.Metadata.ContainsKey(VersionKey) || ModelFile.Number(reader, path, VersionKey) != Version)
            return null;
        CheckOrigin(reader, path, WeightsKey, "output.weight");
        CheckOrigin(reader, path, BiasesKey, "output.bias");
        float[] mean = new float[inputs + 1];
        reader.ReadTensor(MeanQuery, TensorType.Float32, [mean.Length], mean.AsSpan());
        ModelFile.CheckFinite(path, MeanQuery, mean);
        RandomRotation? rotation = null;
        RowCodes? codes = null;
        try
        {
            rotation = new RandomRotation(ReadRotation(reader, path, inputs));
            codes = mapped is null
                ? Copy(reader, labels, rotation.RotatedDimension)
                : Map(reader, mapped, labels, rotation.RotatedDimension);
            CheckNumbers(path, Slopes, codes.Groups, codes.Slopes);
            CheckNumbers(path, Offsets, codes.Groups, codes.Offsets);
            return new LabelCodes(
                new CodeScanIndex(labels, codes, rotation, mean), reader.Metadata[WeightsKey], reader.Metadata[BiasesKey]);
        }
        catch
        {
            rotation?.Dispose();
            codes?.Dispose();
            throw;
        }
    }

    private static RowMatrix ReadRotation(SafetensorsReader reader, string path, int inputs)
    {
        RowMatrix axes = new(inputs, RowMatrix.PadColumns(inputs));
        try
        {
            reader.ReadTensor(Rotation, axes);
            for (int row = 0; row < axes.Rows; row++)
                ModelFile.CheckFinite(path, Rotation, axes.Row(row));
            return axes;
        }
        catch
        {
            axes.Dispose();
            throw;
        }
    }

    private static RowCodes Map(SafetensorsReader reader, MappedWeights mapped, int labels, int bits)
    {
        Shape shape = new(labels, bits);
        byte* signs = mapped.Bytes(reader.Find(Signs, TensorType.Int64, shape.Signs));
        byte* slopes = mapped.Bytes(reader.Find(Slopes, TensorType.BFloat16, shape.Numbers));
        byte* offsets = mapped.Bytes(reader.Find(Offsets, TensorType.BFloat16, shape.Numbers));
        return RowCodes.Over(labels, shape.CodeBytes, signs, (ushort*)slopes, (ushort*)offsets);
    }

    private static RowCodes Copy(SafetensorsReader reader, int labels, int bits)
    {
        Shape shape = new(labels, bits);
        // Before anything is allocated by their number.
        reader.Find(Signs, TensorType.Int64, shape.Signs);
        RowCodes codes = new(labels, shape.CodeBytes);
        try
        {
            int groupBytes = codes.CodeBytes * CodeEstimates.GroupRows;
            reader.ReadTensor(
                Signs, TensorType.Int64, shape.Signs, group => new Span<byte>(codes.Signs + (group * groupBytes), groupBytes));
            reader.ReadTensor(Slopes, TensorType.BFloat16, shape.Numbers, group => NumbersOf(codes.Slopes, group));
            reader.ReadTensor(Offsets, TensorType.BFloat16, shape.Numbers, group => NumbersOf(codes.Offsets, group));
            return codes;
        }
        catch
        {
            codes.Dispose();
            throw;
        }
    }

    private static void AddNumbers(SafetensorsWriter writer, string name, int groups, ushort* numbers) =>
        writer.Add(
            name, TensorType.BFloat16, [groups, CodeEstimates.GroupRows],
            TensorSource.Rows(groups, group => NumbersOf(numbers, group)));

    /// <summary>The numbers of a group's rows as bytes.</summary>
    private static Span<byte> NumbersOf(ushort* numbers, long group) =>
        MemoryMarshal.AsBytes(new Span<ushort>(numbers + (group * CodeEstimates.GroupRows), CodeEstimates.GroupRows));

    private static void CheckOrigin(SafetensorsReader reader, string path, string key, string tensor)
    {
        string made = ModelFile.Metadata(reader, path, key);
        string stored = ModelFile.Metadata(reader, path, SafetensorsChecksums.KeyOf(tensor));
        if (made != stored)
        {
            throw new DataFormatException(
                $"{path}: found codes of another {tensor}, with checksum {made}, expected those of the file's own, {stored}; the weights " +
                "were changed after the codes had been made");
        }
    }

    /// <summary>Infinity and NaN, of either sign, are the numbers whose exponent has all bits set.</summary>
    private static void CheckNumbers(string path, string name, int groups, ushort* numbers)
    {
        ReadOnlySpan<ushort> all = new(numbers, groups * CodeEstimates.GroupRows);
        if (all.IndexOfAnyInRange<ushort>(0x7F80, 0x7FFF) >= 0 || all.IndexOfAnyInRange<ushort>(0xFF80, 0xFFFF) >= 0)
            throw new DataFormatException($"{path}: found infinity or NaN in {name}, expected finite numbers");
    }

    /// <summary>Shapes of the tensors for so many labels and bits of a code.</summary>
    private readonly struct Shape(int labels, int bits)
    {
        private const int BitsOfByte = 8;

        private readonly int groups = RowCodes.GroupsOf(labels);

        public int CodeBytes { get; } = bits / BitsOfByte;

        public ReadOnlySpan<long> Signs => (long[])[groups, CodeBytes * LineWords];

        public ReadOnlySpan<long> Numbers => (long[])[groups, CodeEstimates.GroupRows];
    }
}
