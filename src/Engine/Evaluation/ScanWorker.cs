using System.Numerics.Tensors;
using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>
/// One worker's share of an exact search: scores stretches of labels for all queries, a block of the output layer's rows at a time, and keeps
/// each query's best labels.
/// </summary>
internal sealed unsafe class ScanWorker : IDisposable
{
    /// <summary>
    /// Up to so many queries rows are multiplied by <see cref="ScanDot"/>; more fill the registers of a matrix product.
    /// Both give the same scores in every bit.
    /// </summary>
    public const int FewQueries = 8;

    /// <summary>Labels of a block: their logits for a block of queries stay in the second-level cache.</summary>
    public const int BlockRows = 128;

    private readonly OutputLayer output;
    private readonly RowMatrix widened;
    private readonly RowMatrix logits;
    private readonly TopSelectionBatch top;
    private readonly LinearScan? linear;
    private readonly int[] maskedBefore;

    /// <summary>Scratch for blocks of at most <paramref name="capacity"/> queries.</summary>
    public ScanWorker(Network network, int capacity)
    {
        output = network.Output;
        widened = new RowMatrix(BlockRows, output.Weights.Columns);
        logits = new RowMatrix(BlockRows, ActivationBatch.PaddedCapacity(capacity));
        top = new TopSelectionBatch(capacity);
        linear = network.Linear is null ? null : new LinearScan(network.Linear);
        maskedBefore = new int[capacity];
    }

    /// <summary>The best of the labels scored since <see cref="Begin"/>, in the order that a heap has.</summary>
    public TopSelection Top(int query) => top[query];

    /// <summary>Forgets what was kept.</summary>
    /// <param name="queries">How many queries there are.</param>
    /// <param name="topK">How many labels are kept for each, at most.</param>
    public void Begin(int queries, int topK) => top.Begin(queries, topK);

    /// <summary>Scores labels [<paramref name="start"/>, <paramref name="end"/>), all above those that were scored before.</summary>
    /// <param name="batch">The queries.</param>
    /// <param name="queries">What the output layer reads for them, transposed as well.</param>
    /// <param name="masked">Labels of each that are not to be found.</param>
    /// <param name="start">The first label.</param>
    /// <param name="end">The one behind the last.</param>
    public void Run(SparseBatch batch, ActivationBatch queries, MaskedLabels masked, int start, int end)
    {
        linear?.Begin(batch, start);
        for (int query = 0; query < batch.Count; query++)
            maskedBefore[query] = FirstNotBelow(masked[query], start);
        for (int first = start; first < end; first += BlockRows)
        {
            int rows = Math.Min(BlockRows, end - first);
            Multiply(queries, first, rows);
            AddBiases(batch.Count, first, rows);
            linear?.AddLogits(batch, first, rows, logits);
            MaskBlock(masked, batch.Count, first, rows);
            for (int row = 0; row < rows; row++)
                top.Offer(first + row, logits.RowPointer(row));
        }
    }

    /// <summary>Writes every label's logit for the only query, as <see cref="Run"/> scores it.</summary>
    public void ScoreAll(SparseBatch batch, ActivationBatch queries, Span<float> scores)
    {
        linear?.Begin(batch, 0);
        for (int first = 0; first < scores.Length; first += BlockRows)
        {
            int rows = Math.Min(BlockRows, scores.Length - first);
            Multiply(queries, first, rows);
            AddBiases(1, first, rows);
            linear?.AddLogits(batch, first, rows, logits);
            for (int row = 0; row < rows; row++)
                scores[first + row] = *logits.RowPointer(row);
        }
    }

    public void Dispose()
    {
        widened.Dispose();
        logits.Dispose();
        top.Dispose();
        linear?.Dispose();
    }

    private void Multiply(ActivationBatch queries, int first, int rows)
    {
        WeightMatrix weights = output.Weights;
        if (queries.Count <= FewQueries)
        {
            ScanDot.Compute(
                weights, first, rows, queries.Values.Pointer, queries.Values.Stride, queries.Count, logits.Pointer, logits.Stride);
            return;
        }
        float* view = weights.View(first, rows, widened, out int stride);
        MatrixProduct.Multiply(
            view, stride, 1, queries.Transposed.Pointer, queries.Transposed.Stride, logits.Pointer, logits.Stride,
            rows, queries.Count, weights.Columns, accumulate: false);
    }

    /// <summary>
    /// What the product left out if biases stand beside the weights. The sum is the same in every bit: biases come last in a row.
    /// </summary>
    private void AddBiases(int queries, int first, int rows)
    {
        if (output.Biases is not { } biases)
            return;
        for (int row = 0; row < rows; row++)
        {
            Span<float> scores = new(logits.RowPointer(row), queries);
            TensorPrimitives.Add(scores, biases[first + row], scores);
        }
    }

    /// <summary>Masked labels of a block of rows get the lowest score there is, before anything is chosen.</summary>
    private void MaskBlock(MaskedLabels masked, int queries, int first, int rows)
    {
        for (int query = 0; query < queries; query++)
        {
            ReadOnlySpan<int> labels = masked[query];
            ref int next = ref maskedBefore[query];
            for (; next < labels.Length && labels[next] < first + rows; next++)
                logits.RowPointer(labels[next] - first)[query] = float.NegativeInfinity;
        }
    }

    private static int FirstNotBelow(ReadOnlySpan<int> ascending, int label)
    {
        int place = ascending.BinarySearch(label);
        return place < 0 ? ~place : place;
    }
}
