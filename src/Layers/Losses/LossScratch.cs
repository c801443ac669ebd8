using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>One worker's numbers a sample while a loss passes over a batch.</summary>
internal sealed unsafe class LossScratch : IDisposable
{
    private readonly RowMatrix values;

    public LossScratch(int capacity) => values = new RowMatrix(4, capacity);

    /// <summary>Largest logit of each sample so far.</summary>
    public float* Maxima => values.RowPointer(0);

    /// <summary>Sum over each sample's logits of e^(z - maximum).</summary>
    public float* Sums => values.RowPointer(1);

    public float* Scales => values.RowPointer(2);

    public float* Saved => values.RowPointer(3);

    /// <summary>Sum over the batch of target x logit.</summary>
    public double TargetLogits { get; set; }

    public void Dispose() => values.Dispose();
}
