using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>The true labels of a batch whose samples share their active neurons, for the losses. One worker's.</summary>
internal sealed unsafe class SharedLabels(int neuronCount) : IDisposable
{
    private readonly GrowingBuffer<float> targets = new();

    /// <summary>The batch's distinct labels, and the samples that have each.</summary>
    public RowEntries Positives { get; } = new(neuronCount);

    /// <summary>Each sample's target for its true labels: 1 / their number.</summary>
    public float* Targets => targets.Pointer;

    /// <summary>
    /// Makes the batch's labels the only active neurons. They come in the order of <see cref="Positives"/>: position and entry row are the
    /// same number.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no neuron for a label.</exception>
    public void Begin(SparseBatch batch, ActiveSet active)
    {
        batch.CheckLabels(active.NeuronCount);
        Positives.Transpose(batch.Count, batch.LabelOffsets, batch.LabelIds, null);
        float* target = targets.Reserve(batch.Count);
        for (int i = 0; i < batch.Count; i++)
            target[i] = 1f / (batch.LabelOffsets[i + 1] - batch.LabelOffsets[i]);
        active.Clear();
        active.AddRange(new ReadOnlySpan<int>(Positives.Rows, Positives.RowCount));
    }

    /// <summary>Frees the memory; further calls do nothing.</summary>
    public void Dispose()
    {
        Positives.Dispose();
        targets.Dispose();
    }
}
