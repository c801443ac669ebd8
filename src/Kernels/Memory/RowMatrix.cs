namespace Glissade.Kernels;

/// <summary>
/// A row-major matrix of single-precision numbers whose rows begin on cache lines: each row is padded to a multiple of
/// <see cref="RowAlignment"/> elements, and the padding stays zero.
/// </summary>
public sealed unsafe class RowMatrix : IDisposable
{
    /// <summary>Elements in a cache line; every <see cref="Stride"/> is a multiple of it.</summary>
    public const int RowAlignment = 16;

    private readonly AlignedBuffer<float> buffer;

    /// <summary>Allocates a zero matrix of <paramref name="rows"/> x <paramref name="columns"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rows"/> is negative or <paramref name="columns"/> is not positive.</exception>
    public RowMatrix(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        Rows = rows;
        Columns = columns;
        Stride = PadColumns(columns);
        buffer = new AlignedBuffer<float>((long)rows * Stride);
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of meaningful elements in a row.</summary>
    public int Columns { get; }

    /// <summary>Distance in elements from one row to the next.</summary>
    public int Stride { get; }

    /// <summary>Address of row 0.</summary>
    public float* Pointer => buffer.Pointer;

    /// <summary>Size in bytes, the padding included.</summary>
    public long ByteLength => buffer.ByteLength;

    /// <summary>The smallest multiple of <see cref="RowAlignment"/> that holds <paramref name="columns"/> elements.</summary>
    public static int PadColumns(int columns) => checked(columns + RowAlignment - 1) / RowAlignment * RowAlignment;

    /// <summary>Address of row <paramref name="row"/>; the caller has checked the index.</summary>
    public float* RowPointer(int row)
    {
        System.Diagnostics.Debug.Assert((uint)row < (uint)Rows, "row index outside the matrix");
        return buffer.Pointer + ((long)row * Stride);
    }

    /// <summary>The meaningful elements of row <paramref name="row"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Span<float> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return buffer.Slice((long)row * Stride, Columns);
    }

    /// <summary>Sets every element to zero.</summary>
    public void Clear() => buffer.Clear();

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose() => buffer.Dispose();
}
