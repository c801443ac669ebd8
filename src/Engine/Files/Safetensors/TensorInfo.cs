using System.Collections.Immutable;
using System.Globalization;

namespace Glissade;

/// <summary>What a file says of one tensor: name, element type, shape, and where its bytes are.</summary>
public sealed class TensorInfo
{
    internal TensorInfo(string name, TensorType type, ImmutableArray<long> shape, long begin, long byteLength)
    {
        Name = name;
        Type = type;
        Shape = shape;
        Begin = begin;
        ByteLength = byteLength;
    }

    /// <summary>The name, unique in its file.</summary>
    public string Name { get; }

    /// <summary>The element type.</summary>
    public TensorType Type { get; }

    /// <summary>Sizes of the dimensions, the slowest first; empty for a single number.</summary>
    public ImmutableArray<long> Shape { get; }

    /// <summary>Size in bytes, without any padding.</summary>
    public long ByteLength { get; }

    /// <summary>Position of the first byte, counted from the first byte after the header.</summary>
    internal long Begin { get; }

    internal long End => Begin + ByteLength;

    /// <summary>Number of rows: the product of all dimensions but the last.</summary>
    internal long RowCount
    {
        get
        {
            long rows = 1;
            for (int i = 0; i < Shape.Length - 1; i++)
                rows *= Shape[i];
            return RowBytes == 0 ? 0 : rows;
        }
    }

    /// <summary>Bytes of one row.</summary>
    internal long RowBytes => Type.ElementBytes() * (Shape.IsEmpty ? 1 : Shape[^1]);

    /// <summary>For instance "F32 [670091, 128]".</summary>
    public override string ToString() => Describe(Type, Shape.AsSpan());

    internal static string Describe(TensorType type, ReadOnlySpan<long> shape)
    {
        string[] sizes = new string[shape.Length];
        for (int i = 0; i < sizes.Length; i++)
            sizes[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        return $"{type.FormatName()} [{string.Join(", ", sizes)}]";
    }

    /// <summary>Size in bytes of a tensor of that type and shape.</summary>
    /// <returns>False if a size is negative or a product of sizes, taken from the left, does not fit 63 bits.</returns>
    internal static bool TryMeasure(TensorType type, ReadOnlySpan<long> shape, out long byteLength)
    {
        byteLength = type.ElementBytes();
        foreach (long size in shape)
        {
            Int128 product = (Int128)byteLength * size;
            if (size < 0 || product > long.MaxValue)
                return false;
            byteLength = (long)product;
        }
        return true;
    }
}
