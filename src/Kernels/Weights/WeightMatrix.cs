using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Glissade.Kernels;

/// <summary>
/// A layer's weights, one row a neuron or feature, stored in single precision or as bfloat16 and read as single-precision numbers. Rows begin
/// on cache lines and are padded to a multiple of <see cref="RowMatrix.RowAlignment"/> elements, which stay zero.
/// </summary>
public sealed unsafe class WeightMatrix : IDisposable
{
    private readonly AlignedBuffer<byte>? buffer;
    private byte* pointer;

    /// <summary>Allocates a zero matrix of <paramref name="rows"/> x <paramref name="columns"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="rows"/> is negative, <paramref name="columns"/> is not positive, or there is no such precision.
    /// </exception>
    public WeightMatrix(int rows, int columns, WeightPrecision precision = WeightPrecision.Single)
        : this(rows, columns, precision, padded: true)
    {
        buffer = new AlignedBuffer<byte>(rows * (long)StrideBytes);
        pointer = buffer.Pointer;
    }

    private WeightMatrix(int rows, int columns, WeightPrecision precision, bool padded)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rows);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        if (!Enum.IsDefined(precision))
            throw new ArgumentOutOfRangeException(nameof(precision), precision, "unknown precision");
        Rows = rows;
        Columns = columns;
        Precision = precision;
        Length = RowMatrix.PadColumns(columns);
        ElementBytes = precision == WeightPrecision.Single ? sizeof(float) : sizeof(ushort);
        int rowBytes = checked(Length * ElementBytes);
        StrideBytes = padded ? (nint)(((long)rowBytes + CacheLineBytes - 1) / CacheLineBytes * CacheLineBytes) : rowBytes;
    }

    /// <summary>
    /// A matrix of rows that lie one behind the other in memory of somebody else, who keeps it as long as this is used. It is only read
    /// if it can only be read. <see cref="Dispose"/> frees nothing.
    /// </summary>
    /// <param name="memory">The first row.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Elements of a row, a multiple of <see cref="RowMatrix.RowAlignment"/>: there is no padding.</param>
    /// <param name="precision">How they are stored.</param>
    internal static WeightMatrix Over(byte* memory, int rows, int columns, WeightPrecision precision)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(columns % RowMatrix.RowAlignment, 0, nameof(columns));
        return new WeightMatrix(rows, columns, precision, padded: false) { pointer = memory };
    }

    /// <summary>Number of rows.</summary>
    public int Rows { get; }

    /// <summary>Number of meaningful elements in a row.</summary>
    public int Columns { get; }

    /// <summary>How they are stored.</summary>
    public WeightPrecision Precision { get; }

    /// <summary>Size in bytes, the padding included.</summary>
    public long ByteLength => Rows * (long)StrideBytes;

    /// <summary>Elements that kernels work on: <see cref="Columns"/> and the padding.</summary>
    internal int Length { get; }

    /// <summary>Bytes of a stored element.</summary>
    internal int ElementBytes { get; }

    /// <summary>Distance in bytes from one row to the next: whole cache lines.</summary>
    internal nint StrideBytes { get; }

    /// <summary>Address of row 0.</summary>
    internal byte* Pointer
    {
        get
        {
            ObjectDisposedException.ThrowIf(pointer is null, this);
            return pointer;
        }
    }

    /// <summary>Row 0 of a matrix stored in single precision.</summary>
    internal float* SinglePointer
    {
        get
        {
            Debug.Assert(Precision == WeightPrecision.Single, "stored otherwise");
            return (float*)Pointer;
        }
    }

    /// <summary>Distance in elements from one row to the next of a matrix stored in single precision.</summary>
    internal int SingleStride => (int)(StrideBytes / sizeof(float));

    private static int CacheLineBytes => RowMatrix.RowAlignment * sizeof(float);

    /// <summary>The meaningful elements of a row that is stored in single precision.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    /// <exception cref="InvalidOperationException">The matrix is stored otherwise; <see cref="ReadRow"/> reads any.</exception>
    public Span<float> Row(int row)
    {
        CheckRow(row);
        if (Precision != WeightPrecision.Single)
            throw new InvalidOperationException($"rows stored as {Precision} cannot be seen as single-precision numbers; read or write them");
        return new Span<float>(RowPointer(row), Columns);
    }

    /// <summary>The stored bytes of the meaningful elements of a row, little-endian where the processor is.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Span<byte> RowBytes(int row)
    {
        CheckRow(row);
        return new Span<byte>(RowPointer(row), Columns * ElementBytes);
    }

    /// <summary>Copies the first elements of a row, as many as <paramref name="target"/> holds.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row, or it is shorter.</exception>
    public void ReadRow(int row, Span<float> target)
    {
        CheckRow(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(target.Length, Columns, nameof(target));
        if (Precision == WeightPrecision.Single)
        {
            new Span<float>(RowPointer(row), target.Length).CopyTo(target);
            return;
        }
        ushort* stored = (ushort*)RowPointer(row);
        int whole = target.Length / RowMatrix.RowAlignment * RowMatrix.RowAlignment;
        fixed (float* first = target)
            Conversion.Widen(stored, first, whole);
        for (int i = whole; i < target.Length; i++)
            target[i] = BFloat16.ToSingle(stored[i]);
    }

    /// <summary>Sets the first elements of a row, as many as <paramref name="source"/> holds, each to the nearest number that can be stored.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row, or it is shorter.</exception>
    public void WriteRow(int row, ReadOnlySpan<float> source)
    {
        CheckRow(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(source.Length, Columns, nameof(source));
        if (Precision == WeightPrecision.Single)
        {
            source.CopyTo(new Span<float>(RowPointer(row), source.Length));
            return;
        }
        ushort* stored = (ushort*)RowPointer(row);
        int whole = source.Length / RowMatrix.RowAlignment * RowMatrix.RowAlignment;
        fixed (float* first = source)
            Conversion.Narrow(first, stored, whole);
        for (int i = whole; i < source.Length; i++)
            stored[i] = BFloat16.FromSingle(source[i]);
    }

    /// <summary>Sets every element to zero.</summary>
    public void Clear() => NativeMemory.Clear(Pointer, (nuint)ByteLength);

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose()
    {
        pointer = null;
        buffer?.Dispose();
    }

    /// <summary>Address of row <paramref name="row"/>; the caller has checked the index.</summary>
    internal byte* RowPointer(int row)
    {
        Debug.Assert((uint)row < (uint)Rows, "row index outside the matrix");
        return Pointer + (row * StrideBytes);
    }

    /// <summary>Asks for a row.</summary>
    internal void Prefetch(int row) => Kernels.Prefetch.Bytes(RowPointer(row), (int)StrideBytes);

    /// <summary>
    /// Consecutive rows in single precision, padding included: where they lie if they are stored so, otherwise widened into
    /// <paramref name="scratch"/>, which has room for them.
    /// </summary>
    /// <param name="first">The first row.</param>
    /// <param name="count">Number of rows.</param>
    /// <param name="scratch">As many columns as this matrix.</param>
    /// <param name="stride">Distance in elements from one row to the next.</param>
    internal float* View(int first, int count, RowMatrix scratch, out int stride)
    {
        if (Precision == WeightPrecision.Single)
        {
            stride = SingleStride;
            return SinglePointer + ((long)first * stride);
        }
        Debug.Assert(count <= scratch.Rows && Length <= scratch.Stride, "scratch too small for the rows");
        stride = scratch.Stride;
        for (int i = 0; i < count; i++)
            Conversion.Widen((ushort*)RowPointer(first + i), scratch.RowPointer(i), Length);
        return scratch.Pointer;
    }

    private void CheckRow(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
    }
}
