using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// The pairs of a path that a batch's step reads and updates: those of its features with active labels, a small share of the features'
/// pairs. They are found in one walk and kept, so that the update need not look for them again. One worker's.
/// </summary>
internal sealed unsafe class LinearHits(LinearPath path) : IDisposable
{
    /// <summary>What is asked for of the next feature's labels: the hardware sees for itself how it goes on.</summary>
    private const int BytesAhead = 256;

    private readonly IdBits members = new(path.LabelCount);
    private readonly GrowingBuffer<int> offsets = new();
    private readonly GrowingBuffer<int> places = new();
    private readonly GrowingBuffer<int> positions = new();

    /// <summary>Where the hits of each row of features begin; those of the bias feature, which has no pairs, are none.</summary>
    public int* Offsets => offsets.Pointer;

    /// <summary>Each hit's place among its feature's pairs, ascending.</summary>
    public int* Places => places.Pointer;

    /// <summary>The position of each hit's label in the active set.</summary>
    public int* Positions => positions.Pointer;

    /// <summary>Finds them.</summary>
    public void Find(RowEntries features, ActiveSet active)
    {
        members.Add(active.Ids);
        int* offset = offsets.Reserve(features.RowCount + 1L);
        int found = 0;
        for (int row = 0; row < features.RowCount; row++)
        {
            offset[row] = found;
            int* labels = path.LabelPointer + path.StartOf(features.Rows[row]);
            if (row + 1 < features.RowCount)
                Prefetch.Bytes((byte*)(path.LabelPointer + path.StartOf(features.Rows[row + 1])), BytesAhead);
            int count = path.LengthOf(features.Rows[row]);
            long room = (long)found + count;
            int* place = places.Reserve(checked((int)room), found) + found;
            int* position = positions.Reserve(room, found) + found;
            int hits = members.Select(labels, count, place);
            for (int i = 0; i < hits; i++)
                position[i] = active.PositionOf(labels[place[i]]);
            found += hits;
        }
        offset[features.RowCount] = found;
        members.Remove(active.Ids);
    }

    public void Dispose()
    {
        members.Dispose();
        offsets.Dispose();
        places.Dispose();
        positions.Dispose();
    }
}
