using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Adds a path's scores to logits of all labels, blocks of them at a time in ascending order: each feature of each query keeps its place in its
/// row, so that a row is walked through once however many blocks there are.
/// </summary>
internal sealed unsafe class LinearScan(LinearPath path) : IDisposable
{
    private readonly GrowingBuffer<long> places = new();

    /// <summary>Begins before label <paramref name="first"/>.</summary>
    public void Begin(SparseBatch batch, int first)
    {
        int entries = batch.FeatureOffsets[batch.Count];
        places.Reserve(entries);
        for (int entry = 0; entry < entries; entry++)
            places.Pointer[entry] = path.FirstNotBelow(batch.FeatureIds[entry], first);
    }

    /// <summary>Adds the scores of labels [<paramref name="first"/>, first + <paramref name="rows"/>), one row a label, one column a query.</summary>
    public void AddLogits(SparseBatch batch, int first, int rows, RowMatrix logits)
    {
        for (int row = 0; row < rows; row++)
        {
            float bias = path.BiasPointer[first + row];
            for (int i = 0; i < batch.Count; i++)
                logits.RowPointer(row)[i] += bias;
        }
        for (int i = 0; i < batch.Count; i++)
        {
            for (int entry = batch.FeatureOffsets[i]; entry < batch.FeatureOffsets[i + 1]; entry++)
            {
                long pair = places.Pointer[entry];
                long end = path.EndOf(batch.FeatureIds[entry]);
                for (; pair < end && path.LabelPointer[pair] < first + rows; pair++)
                    logits.RowPointer(path.LabelPointer[pair] - first)[i] += batch.FeatureValues[entry] * path.WeightPointer[pair];
                places.Pointer[entry] = pair;
            }
        }
    }

    public void Dispose() => places.Dispose();
}
