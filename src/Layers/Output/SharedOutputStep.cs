using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// The samples of a batch share one active set: the batch's true labels and what the sampler adds. Rows are gathered in blocks that stay in
/// the second-level cache, and each block goes through forward, loss, backward and update as matrix products before the next is touched.
/// Logits are kept by neuron (one row a neuron, one column a sample), which lets every product run in its natural order. If the update is
/// deferred, the derivatives of all logits are kept; the rows' gradients follow from them when it is their turn.
/// </summary>
public sealed unsafe class SharedOutputStep : OutputStep, IDeferredUpdate
{
    /// <summary>Rows gathered at once: 128 rows, their logits and their gradients are a few hundred KiB at the usual widths.</summary>
    internal const int BlockRows = 128;

    private readonly SharedLabels labels;
    private readonly LossScratch lossScratch;
    private readonly RowMatrix rows;
    private readonly RowMatrix gradients;
    private readonly GrowingBuffer<float> logits = new();
    private readonly int logitStride;
    private readonly ILogitObserver? observer;
    private readonly SamplingCorrection? correction;

    // The batch under way.
    private bool keepsLogits;
    private ActivationBatch? input;
    private int samples;
    private float rate;
    private uint noise;

    /// <summary>Scratch for batches of up to <paramref name="batchCapacity"/> samples.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="sampler">Chooses active neurons.</param>
    /// <param name="loss">The loss.</param>
    /// <param name="optimizer">Updates the layer's rows.</param>
    /// <param name="batchCapacity">Most samples of a batch.</param>
    /// <param name="correction">Of the logits, before the loss sees them; null for none.</param>
    public SharedOutputStep(
        OutputLayer layer, INeuronSampler sampler, OutputLoss loss, RowOptimizer optimizer, int batchCapacity,
        SamplingCorrection? correction = null)
        : base(layer, sampler, loss, optimizer)
    {
        this.correction = correction;
        observer = sampler as ILogitObserver;
        labels = new SharedLabels(Layer.Neurons);
        lossScratch = new LossScratch(batchCapacity);
        rows = new RowMatrix(BlockRows, Layer.Weights.Columns);
        gradients = new RowMatrix(BlockRows, Layer.Weights.Columns);
        logitStride = ActivationBatch.PaddedCapacity(batchCapacity);
    }

    /// <inheritdoc/>
    public override double Run(
        ActivationBatch hidden, SparseBatch batch, RowMatrix hiddenDeltas, float learningRate, ref RandomStream random) =>
        Run(hidden, batch, hiddenDeltas, learningRate, deferred: false, ref random);

    internal override double Derive(
        ActivationBatch hidden, SparseBatch batch, RowMatrix hiddenDeltas, float learningRate, ref RandomStream random) =>
        Run(hidden, batch, hiddenDeltas, learningRate, deferred: true, ref random);

    internal override IDeferredUpdate Deferred => this;

    int IDeferredUpdate.RowCount => Active.Count;

    void IDeferredUpdate.Update(int start, int end, RowMatrix scratch) => Update(Block(start, end - start), scratch);

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (!disposing)
            return;
        labels.Dispose();
        lossScratch.Dispose();
        rows.Dispose();
        gradients.Dispose();
        logits.Dispose();
    }

    private void SelectActive(ActivationBatch hidden, SparseBatch batch, ref RandomStream random)
    {
        labels.Begin(batch, Active);
        Sampler.Begin(hidden, batch, SamplerState);
        Sampler.AddShared(hidden, Active, SamplerState, ref random);
        ActiveNeuronTotal += (long)Active.Count * batch.Count;
    }

    private double Run(
        ActivationBatch hidden, SparseBatch batch, RowMatrix hiddenDeltas, float learningRate, bool deferred, ref RandomStream random)
    {
        SelectActive(hidden, batch, ref random);
        keepsLogits = deferred || Loss.NeedsAllLogits;
        input = hidden;
        samples = batch.Count;
        rate = learningRate;
        noise = Optimizer.DrawNoise(ref random);
        hiddenDeltas.Clear();
        logits.Reserve((long)(keepsLogits ? Active.Count : BlockRows) * logitStride);
        Loss.BeginShared(lossScratch, batch.Count);
        observer?.BeginBatch(batch, Loss.CostlessBelow, SamplerState);
        if (Loss.NeedsAllLogits)
        {
            for (int first = 0; first < Active.Count; first += BlockRows)
            {
                SharedLogits block = Block(first, BlockRows);
                Gather(block);
                Forward(hidden, block);
                Loss.Observe(lossScratch, block);
            }
        }
        double loss = 0;
        int blocks = BlocksOf(Active);
        int begin = FirstBlock(labels.Positives, Active);
        for (int i = 0; i < blocks; i++)
        {
            SharedLogits block = Block((begin + i) % blocks * BlockRows, BlockRows);
            Gather(block);
            if (!Loss.NeedsAllLogits)
                Forward(hidden, block);
            observer?.Observe(block, SamplerState);
            loss += Loss.DeriveShared(lossScratch, block, 1f / batch.Count);
            Backward(block, hiddenDeltas);
            if (!deferred)
                Update(block, gradients);
        }
        observer?.EndBatch(batch, Active, SamplerState);
        return loss + Loss.EndShared(lossScratch, batch.Count);
    }

    /// <summary>How many blocks active rows are.</summary>
    internal static int BlocksOf(ActiveSet active) => (active.Count + BlockRows - 1) / BlockRows;

    /// <summary>
    /// The block to begin with: that in which the sampler's rows do, the hardest first. Who looks for a sample's hardest neurons then seldom
    /// has to change its mind. True labels come last.
    /// </summary>
    internal static int FirstBlock(RowEntries positives, ActiveSet active) =>
        positives.RowCount < active.Count ? positives.RowCount / BlockRows : 0;

    /// <summary>The rows from <paramref name="first"/> on, <paramref name="most"/> or as many as there are.</summary>
    private SharedLogits Block(int first, int most)
    {
        float* block = logits.Pointer + (keepsLogits ? (long)first * logitStride : 0);
        return new SharedLogits(
            (nint)block, logitStride, first, Math.Min(most, Active.Count - first), samples, labels.Positives, (nint)labels.Targets);
    }

    private void Gather(in SharedLogits block) =>
        GatherCopy.Compute(Layer.Weights, Active.Pointer + block.First, block.Rows, rows.Pointer, rows.Stride);

    /// <summary>Z^T[rows x samples] = W[rows x (d+1)] [h; 1]^T[(d+1) x samples], corrected.</summary>
    private void Forward(ActivationBatch hidden, in SharedLogits block)
    {
        if (correction is not null)
            Correct(correction, block);
        MatrixProduct.Multiply(
            rows.Pointer, rows.Stride, 1, hidden.Transposed.Pointer, hidden.Transposed.Stride, block.Row(0), block.Stride,
            block.Rows, block.Samples, hidden.Units + 1, accumulate: false);
    }

    /// <summary>The correction goes into the biases of the gathered copies, which nothing but the forward product reads.</summary>
    private void Correct(SamplingCorrection correction, in SharedLogits block)
    {
        for (int row = 0; row < block.Rows; row++)
            rows.RowPointer(row)[Layer.Inputs] += correction.At(Active, labels.Positives.RowCount, block.First + row);
    }

    /// <summary>dH[samples x d] += dZ[samples x rows] W[rows x d].</summary>
    private void Backward(in SharedLogits block, RowMatrix hiddenDeltas) =>
        MatrixProduct.Multiply(
            block.Row(0), 1, block.Stride, rows.Pointer, rows.Stride, hiddenDeltas.Pointer, hiddenDeltas.Stride,
            block.Samples, Layer.Inputs, block.Rows, accumulate: true);

    /// <summary>
    /// dW[rows x d] = dZ^T[rows x samples] h[samples x d] and, in the column beside it, db = dZ^T 1; then the optimizer's step on the live
    /// rows.
    /// </summary>
    private void Update(in SharedLogits block, RowMatrix scratch)
    {
        RowMatrix values = input!.Values;
        MatrixProduct.Multiply(
            block.Row(0), block.Stride, 1, values.Pointer, values.Stride, scratch.Pointer, scratch.Stride,
            block.Rows, Layer.Inputs, block.Samples, accumulate: false);
        MatrixSums.Rows(block.Row(0), block.Stride, block.Rows, block.Samples, scratch.Pointer + Layer.Inputs, scratch.Stride);
        Optimizer.UpdateHogwild(Active.Pointer + block.First, block.Rows, scratch.Pointer, scratch.Stride, rate, noise);
    }
}
