using Glissade.Kernels;

namespace Glissade.Lsh;

/// <summary>A thread's view of a block of a layer's rows, in single precision and, if there is one, in the centred space.</summary>
internal sealed unsafe class MappedRows : IDisposable
{
    private readonly RowMatrix widened;
    private readonly RowMatrix mapped;

    /// <summary>Room for <paramref name="blockRows"/> rows, which have <paramref name="dimension"/> elements once mapped.</summary>
    internal MappedRows(int blockRows, int dimension)
    {
        widened = new RowMatrix(blockRows, dimension);
        mapped = new RowMatrix(blockRows, dimension);
    }

    /// <summary>Rows [start, end); as they are if there is no <paramref name="space"/>. Valid until the next call.</summary>
    /// <param name="rows">The layer's rows.</param>
    /// <param name="start">The first row.</param>
    /// <param name="end">The row after the last.</param>
    /// <param name="space">Where rows are mapped to.</param>
    /// <param name="stride">Distance in elements from one row to the next.</param>
    internal float* Map(WeightMatrix rows, int start, int end, CentredSpace? space, out int stride)
    {
        float* block = rows.View(start, end - start, widened, out stride);
        if (space is null)
            return block;
        for (int i = 0; i < end - start; i++)
            space.MapRow(new ReadOnlySpan<float>(block + ((long)i * stride), rows.Columns), mapped.Row(i));
        stride = mapped.Stride;
        return mapped.Pointer;
    }

    /// <summary>The rows with these ids, one after the other, likewise.</summary>
    internal float* MapListed(WeightMatrix rows, int* ids, int count, CentredSpace? space, out int stride)
    {
        for (int i = 0; i < count; i++)
        {
            ReadOnlySpan<float> row = new(rows.View(ids[i], 1, widened, out _), rows.Columns);
            if (space is null)
                row.CopyTo(mapped.Row(i));
            else
                space.MapRow(row, mapped.Row(i));
        }
        stride = mapped.Stride;
        return mapped.Pointer;
    }

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose()
    {
        widened.Dispose();
        mapped.Dispose();
    }
}
