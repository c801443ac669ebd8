using Glissade.Kernels;

namespace Glissade.Micro.Kernels;

/// <summary>
/// The rows that one call after another visits: a window that moves through a random order of all rows, so that rows of a large matrix
/// have long left the caches when they come round again, and those of a small one never leave: they come several times in a window.
/// </summary>
internal sealed unsafe class RowWindows : IDisposable
{
    /// <summary>Rows of a window: about as many as a sample has active neurons in SLIDE.</summary>
    public const int Count = 1000;

    private readonly AlignedBuffer<int> ids;
    private readonly int windows;
    private int next;

    public RowWindows(int rowCount, ulong seed)
    {
        windows = Math.Max(1, rowCount / Count);
        int[] order = new int[Math.Max(rowCount, Count)];
        for (int i = 0; i < order.Length; i++)
            order[i] = i % rowCount;
        new RandomStream(seed).Shuffle(order);
        ids = new AlignedBuffer<int>(order.Length);
        order.CopyTo(ids.Slice(0, order.Length));
    }

    /// <summary>The next window's row numbers.</summary>
    public int* Next()
    {
        int window = next;
        next = window + 1 == windows ? 0 : window + 1;
        return ids.Pointer + ((long)window * Count);
    }

    public void Dispose() => ids.Dispose();
}
