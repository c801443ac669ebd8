using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>
/// One thread's exact search: scores every label for a block of queries, a block of the output layer's rows at a time as one matrix product,
/// and keeps each query's best labels.
/// </summary>
internal sealed unsafe class ExactScan : ILabelScan
{
    /// <summary>Queries of a block.</summary>
    public const int BlockQueries = 256;

    /// <summary>Labels of a block: their logits for a block of queries stay in the second-level cache.</summary>
    private const int BlockRows = 128;

    private readonly Network network;
    private readonly HiddenPass hidden;
    private readonly SparseBatch batch;
    private readonly RowMatrix widened;
    private readonly RowMatrix logits;
    private readonly TopSelectionBatch top;
    private readonly LinearScan? linear;
    private readonly MaskedLabels masked = new();
    private readonly int[] maskedBefore;
    private readonly int topK;

    public ExactScan(Network network, int topK, int blockQueries = BlockQueries)
    {
        this.network = network;
        hidden = new HiddenPass(network, blockQueries);
        batch = new SparseBatch(network.Embedding.FeatureCount);
        widened = new RowMatrix(BlockRows, network.Output.Weights.Columns);
        logits = new RowMatrix(BlockRows, ActivationBatch.PaddedCapacity(blockQueries));
        top = new TopSelectionBatch(blockQueries);
        linear = network.Linear is null ? null : new LinearScan(network.Linear);
        maskedBefore = new int[blockQueries];
        this.topK = topK;
        Clear();
    }

    public int Count => batch.Count;

    public void Clear()
    {
        batch.Clear();
        masked.Clear();
    }

    public void Add(SparseVector features, ReadOnlySpan<int> masked)
    {
        batch.Add(features, []);
        this.masked.Add(masked, network.Output.Neurons);
    }

    public TopSelection Top(int query) => top[query];

    public void Run()
    {
        RandomStream unused = default;
        hidden.Forward(batch, 0, ref unused);
        ActivationBatch last = hidden.Last;
        WeightMatrix weights = network.Output.Weights;
        top.Begin(batch.Count, topK);
        linear?.Begin(batch);
        Array.Clear(maskedBefore);
        for (int first = 0; first < weights.Rows; first += BlockRows)
        {
            int rows = Math.Min(BlockRows, weights.Rows - first);
            float* view = weights.View(first, rows, widened, out int stride);
            MatrixProduct.Multiply(
                view, stride, 1, last.Transposed.Pointer, last.Transposed.Stride, logits.Pointer, logits.Stride,
                rows, batch.Count, last.Units + 1, accumulate: false);
            linear?.AddLogits(batch, first, rows, logits);
            MaskBlock(first, rows);
            for (int row = 0; row < rows; row++)
                top.Offer(first + row, logits.RowPointer(row));
        }
        top.Sort();
        DropMasked();
    }

    /// <summary>Writes every label's logit for the only query.</summary>
    public void ScoreAll(Span<float> scores)
    {
        RandomStream unused = default;
        hidden.Forward(batch, 0, ref unused);
        WeightMatrix weights = network.Output.Weights;
        for (int label = 0; label < weights.Rows; label++)
        {
            float* row = weights.View(label, 1, widened, out _);
            scores[label] = VectorKernels.Dot(row, hidden.Last.Values.RowPointer(0), weights.Length);
        }
        network.Linear?.AddLogits(batch, 0, scores);
    }

    public void Dispose()
    {
        hidden.Dispose();
        batch.Dispose();
        widened.Dispose();
        logits.Dispose();
        top.Dispose();
        linear?.Dispose();
    }

    /// <summary>Masked labels of a block of rows get the lowest score there is, before anything is chosen.</summary>
    private void MaskBlock(int first, int rows)
    {
        for (int query = 0; query < batch.Count; query++)
        {
            ReadOnlySpan<int> labels = masked[query];
            ref int next = ref maskedBefore[query];
            for (; next < labels.Length && labels[next] < first + rows; next++)
                logits.RowPointer(labels[next] - first)[query] = float.NegativeInfinity;
        }
    }

    /// <summary>Where fewer labels than are wanted are left, masked ones have filled up the end.</summary>
    private void DropMasked()
    {
        for (int query = 0; query < batch.Count; query++)
            top[query].Keep(network.Output.Neurons - masked[query].Length);
    }
}
