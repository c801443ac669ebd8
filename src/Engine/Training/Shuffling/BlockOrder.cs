using Glissade.Kernels;

namespace Glissade;

/// <summary>
/// Blocks of neighbouring points in an order shuffled anew for each epoch, and cut into windows: runs of blocks with so many points that
/// count.
/// </summary>
internal sealed class BlockOrder
{
    private readonly int[] counts;
    private readonly int windowPoints;
    private readonly int[] blocks;
    private readonly List<(int Block, int Position)> starts = [];

    /// <param name="counts">Points of each block that count: those with labels.</param>
    /// <param name="windowPoints">A window is closed when it has so many. The last may have fewer.</param>
    public BlockOrder(int[] counts, int windowPoints)
    {
        this.counts = counts;
        this.windowPoints = windowPoints;
        blocks = [.. Enumerable.Range(0, counts.Length)];
        Count = counts.Sum();
    }

    /// <summary>Points of an epoch.</summary>
    public int Count { get; }

    /// <summary>Windows of this epoch.</summary>
    public int Windows => starts.Count - 1;

    /// <summary>Shuffles for an epoch.</summary>
    public void Shuffle(ulong seed, int epoch)
    {
        Array.Sort(blocks);
        RandomStream random = new(seed, 2, (ulong)epoch);
        random.Shuffle(blocks);
        starts.Clear();
        starts.Add((0, 0));
        int position = 0;
        for (int block = 0; block < blocks.Length; block++)
        {
            position += counts[blocks[block]];
            if (position - starts[^1].Position >= windowPoints && position < Count)
                starts.Add((block + 1, position));
        }
        starts.Add((blocks.Length, Count));
    }

    /// <summary>The window that has a position of the epoch's order.</summary>
    public int WindowOf(int position) => starts.FindLastIndex(start => start.Position <= position && start.Position < Count);

    /// <summary>Where a window begins in the epoch's order.</summary>
    public int Start(int window) => starts[window].Position;

    /// <summary>Where it ends.</summary>
    public int End(int window) => starts[window + 1].Position;

    /// <summary>Its blocks, in the epoch's order.</summary>
    public ReadOnlySpan<int> Blocks(int window) => blocks.AsSpan(starts[window].Block..starts[window + 1].Block);
}
