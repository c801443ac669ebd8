using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// Finds, for each sample of a batch, the wrong neurons with the largest logits among those that the batch shares. The logits are there
/// anyway, so this costs comparisons only. One worker's.
/// </summary>
internal sealed unsafe class HardestOfBatch : IDisposable
{
    private readonly HardNegatives memory;
    private readonly TopSelectionBatch best;
    private readonly RowMatrix saved;
    private readonly int[] neurons;

    /// <summary>For batches of up to <paramref name="batchCapacity"/> samples; what is found goes to <paramref name="memory"/>.</summary>
    public HardestOfBatch(HardNegatives memory, int batchCapacity)
    {
        this.memory = memory;
        best = new TopSelectionBatch(batchCapacity);
        saved = new RowMatrix(1, batchCapacity);
        neurons = new int[memory.Kept];
    }

    /// <summary>A new batch, of which neurons with logits above <paramref name="costless"/> are to be remembered: others teach nothing.</summary>
    public void Begin(int samples, float costless) => best.Begin(samples, memory.Kept, costless);

    /// <summary>Sees some rows, in order, each once; they are left as they were.</summary>
    public void Observe(in SharedLogits logits)
    {
        for (int r = 0; r < logits.Rows; r++)
        {
            float* row = logits.Row(r);
            ReadOnlySpan<int> positives = logits.PositiveSamples(r);
            // True labels are nobody's mistake: they stand aside while the row is looked at.
            for (int i = 0; i < positives.Length; i++)
            {
                saved.Pointer[i] = row[positives[i]];
                row[positives[i]] = float.NegativeInfinity;
            }
            best.Offer(logits.First + r, row);
            for (int i = 0; i < positives.Length; i++)
                row[positives[i]] = saved.Pointer[i];
        }
    }

    /// <summary>Remembers each sample's hardest neurons, the hardest first.</summary>
    public void Remember(SparseBatch batch, ActiveSet active)
    {
        best.Sort();
        for (int sample = 0; sample < batch.Count; sample++)
        {
            ReadOnlySpan<int> places = best[sample].Ids;
            for (int i = 0; i < places.Length; i++)
                neurons[i] = active.Ids[places[i]];
            memory.Replace(batch.Points[sample], neurons.AsSpan(0, places.Length));
        }
    }

    /// <summary>Frees the scratch; the memory is the sampler's.</summary>
    public void Dispose()
    {
        best.Dispose();
        saved.Dispose();
    }
}
