using System.Numerics;
using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>Remembers which rows of a matrix have been updated since the last <see cref="Clear"/>: a byte a row.</summary>
internal sealed unsafe class TouchedRows : IDisposable, IStateful
{
    private readonly AlignedBuffer<byte> marks;
    private readonly GrowingBuffer<int> ids = new();

    internal TouchedRows(int rowCount)
    {
        RowCount = rowCount;
        // Whole words, so that eight marks can be read at once.
        marks = new AlignedBuffer<byte>((rowCount + sizeof(ulong) - 1L) / sizeof(ulong) * sizeof(ulong));
    }

    internal int RowCount { get; }

    /// <summary>
    /// Marks rows, while other threads may be marking too. They race for nothing: a byte is written whole and without touching its
    /// neighbours, and all write the same 1, so whichever store comes last leaves what every one of them meant. The marks are read only
    /// after the workers were joined, which makes their stores visible.
    /// </summary>
    internal void MarkHogwild(int* rows, int count)
    {
        byte* mark = marks.Pointer;
        for (int i = 0; i < count; i++)
            mark[rows[i]] = 1;
    }

    /// <summary>Number of marked rows. No worker is marking meanwhile.</summary>
    internal int Count()
    {
        long count = 0;
        ulong* words = (ulong*)marks.Pointer;
        for (long word = 0; word < marks.Length / sizeof(ulong); word++)
            count += BitOperations.PopCount(words[word]);
        return (int)count;
    }

    /// <summary>The marked rows in ascending order, valid until the next call. No worker is marking meanwhile.</summary>
    internal ReadOnlySpan<int> Collect()
    {
        int* target = ids.Reserve(RowCount);
        int count = 0;
        ulong* words = (ulong*)marks.Pointer;
        for (int row = 0; row < RowCount; row++)
        {
            if (row % sizeof(ulong) == 0 && words[row / sizeof(ulong)] == 0)
            {
                row += sizeof(ulong) - 1;
                continue;
            }

            target[count] = row;
            count += marks.Pointer[row];
        }

        return new ReadOnlySpan<int>(target, count);
    }

    /// <summary>Forgets all marks. No worker is marking meanwhile.</summary>
    internal void Clear() => marks.Clear();

    public void Visit(IStateVisitor state) => state.Buffer("marks", marks);

    public void Dispose()
    {
        marks.Dispose();
        ids.Dispose();
    }
}
