using System.Runtime.InteropServices;
using Glissade.Kernels;

namespace Glissade;

/// <summary>The bytes of one row of a tensor, valid until the next call.</summary>
/// <param name="row">The row, counted from 0.</param>
public delegate ReadOnlySpan<byte> TensorRowSource(long row);

/// <summary>The usual sources of tensors.</summary>
public static class TensorSource
{
    private const int ElementsAtOnce = 1 << 16;

    /// <summary>The meaningful columns of every row of <paramref name="matrix"/>; the padding is left out.</summary>
    public static ITensorSource Matrix(RowMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        return Rows(matrix.Rows, row => MemoryMarshal.AsBytes(matrix.Row((int)row)));
    }

    /// <summary>Consecutive elements in memory, for instance an array.</summary>
    public static ITensorSource Elements<T>(ReadOnlyMemory<T> elements)
        where T : unmanaged => new ElementSource<T>(elements);

    /// <summary>Rows that a method hands over one by one, for instance out of padded storage.</summary>
    /// <param name="rowCount">How many rows there are.</param>
    /// <param name="row">Gives each of them, in order.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="rowCount"/> is negative.</exception>
    public static ITensorSource Rows(long rowCount, TensorRowSource row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(rowCount);
        ArgumentNullException.ThrowIfNull(row);
        return new RowSource(rowCount, row);
    }

    private sealed class RowSource(long rowCount, TensorRowSource row) : ITensorSource
    {
        public void CopyTo(Stream destination)
        {
            for (long i = 0; i < rowCount; i++)
                destination.Write(row(i));
        }
    }

    private sealed class ElementSource<T>(ReadOnlyMemory<T> elements) : ITensorSource
        where T : unmanaged
    {
        /// <summary>In pieces, because the bytes of a large array are more than one span can hold.</summary>
        public void CopyTo(Stream destination)
        {
            ReadOnlySpan<T> rest = elements.Span;
            while (!rest.IsEmpty)
            {
                int count = Math.Min(rest.Length, ElementsAtOnce);
                destination.Write(MemoryMarshal.AsBytes(rest[..count]));
                rest = rest[count..];
            }
        }
    }
}
