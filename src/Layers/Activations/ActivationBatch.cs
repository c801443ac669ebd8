using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// A layer's outputs for a batch: one row a sample, with a constant 1 after the last unit, which the next layer's bias multiplies
/// (its weight rows are [w; b], so that going forward no kernel treats biases apart). Kept transposed as well, one row a unit, for the
/// forward products.
/// </summary>
public sealed unsafe class ActivationBatch : IDisposable
{
    /// <summary>Room for <paramref name="capacity"/> samples of <paramref name="units"/> units.</summary>
    public ActivationBatch(int capacity, int units)
    {
        Units = units;
        Capacity = capacity;
        Values = new RowMatrix(capacity, units + 1);
        Transposed = new RowMatrix(units + 1, PaddedCapacity(capacity));
    }

    /// <summary>Units of the layer, the constant not counted.</summary>
    public int Units { get; }

    /// <summary>Samples there is room for.</summary>
    public int Capacity { get; }

    /// <summary>Samples in the batch.</summary>
    public int Count { get; private set; }

    /// <summary>Capacity x (Units + 1): [h; 1] for each sample.</summary>
    public RowMatrix Values { get; }

    /// <summary>(Units + 1) x Capacity; columns from Count to the next multiple of 16 are zero.</summary>
    public RowMatrix Transposed { get; }

    /// <summary>Columns for a row of <paramref name="samples"/> that spans an odd number of cache lines, so that walking down a column visits all cache sets.</summary>
    public static int PaddedCapacity(int samples)
    {
        int padded = RowMatrix.PadColumns(samples);
        return padded / RowMatrix.RowAlignment % 2 == 0 ? padded + RowMatrix.RowAlignment : padded;
    }

    /// <summary>Sets the number of samples and the constant of each.</summary>
    public void Begin(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Capacity);
        Count = count;
        for (int i = 0; i < count; i++)
            Values.RowPointer(i)[Units] = 1;
    }

    /// <summary>Brings <see cref="Transposed"/> up to date with <see cref="Values"/>.</summary>
    public void Transpose() =>
        Transposition.Compute(Values.Pointer, Values.Stride, Transposed.Pointer, Transposed.Stride, Count, Units + 1);

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose()
    {
        Values.Dispose();
        Transposed.Dispose();
    }
}
