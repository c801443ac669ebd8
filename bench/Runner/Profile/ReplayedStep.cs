using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Runner.Profile;

/// <summary>
/// A training step as <see cref="TrainingStep"/> and <see cref="SharedOutputStep"/> take it, from the same parts in the same order, with a
/// mark of the time after each: the engine's own step has none, so that nobody pays for them. For one hidden layer, active neurons shared
/// by the batch, a loss that judges each neuron by itself, and no dropout of hidden units, which are the defaults.
/// <see cref="ProfileBenchmark"/> checks that it computes what the engine computes, and shows how long both take.
/// </summary>
internal sealed unsafe class ReplayedStep : IDisposable
{
    private const int BlockRows = SharedOutputStep.BlockRows;

    /// <summary>Row state is a few bytes, but a whole cache line of it is read and written.</summary>
    private const int StateBytes = 2 * 64;

    private readonly Network network;
    private readonly NetworkOptimizers optimizers;
    private readonly TrainingRecipe recipe;
    private readonly OutputLoss loss;
    private readonly ReplayedChoice choice;
    private readonly SparseBatch batch;
    private readonly ActivationBatch hidden;
    private readonly RowMatrix deltas;
    private readonly RowEntries featureEntries;
    private readonly SparseRowGradient embeddingGradient;
    private readonly RowEntries positives;
    private readonly LossScratch lossScratch;
    private readonly RowMatrix rows;
    private readonly RowMatrix gradients;
    private readonly RowMatrix logits;
    private readonly ActiveSet active;

    public ReplayedStep(Network network, NetworkOptimizers optimizers, INeuronSampler sampler, TrainingRecipe recipe)
    {
        this.network = network;
        this.optimizers = optimizers;
        this.recipe = recipe;
        loss = OutputLosses.Create(recipe.Loss);
        if (loss.NeedsAllLogits || network.Dense.Count > 0 || recipe.Sharing != ActiveSharing.Batch || recipe.HiddenDropout > 0)
            throw new NotSupportedException("only the default step is replayed");
        choice = new ReplayedChoice(network.Output, sampler, recipe);
        batch = new SparseBatch(network.Embedding.FeatureCount);
        hidden = new ActivationBatch(recipe.BatchSize, network.Embedding.Units);
        deltas = new RowMatrix(recipe.BatchSize, hidden.Units);
        featureEntries = new RowEntries(network.Embedding.Weights.Rows);
        embeddingGradient = new SparseRowGradient(network.Embedding.Units);
        positives = new RowEntries(network.Output.Neurons);
        lossScratch = new LossScratch(recipe.BatchSize);
        rows = new RowMatrix(BlockRows, network.Output.Weights.Columns);
        gradients = new RowMatrix(BlockRows, network.Output.Weights.Columns);
        logits = new RowMatrix(BlockRows, ActivationBatch.PaddedCapacity(recipe.BatchSize));
        active = new ActiveSet(network.Output.Neurons);
    }

    /// <summary>One step; returns the sum of the samples' losses before the update.</summary>
    public double Run(Dataset data, ReadOnlySpan<int> points, float learningRate, ref RandomStream random, StepMeter meter)
    {
        meter.Start();
        meter.Samples += points.Length;
        batch.Clear();
        foreach (int point in points)
            batch.Add(data.Features(point), data.Labels(point), recipe.InputDropout, ref random, point);
        meter.End(StepPart.AssembleBatch);
        ForwardHidden(ref random, meter);
        ChooseActive(ref random, meter);
        double total = RunOutput(learningRate, ref random, meter);
        Rectifier.Backward(hidden, deltas, dropout: 0);
        meter.End(StepPart.ActivationBackward);
        UpdateEmbedding(learningRate, ref random, meter);
        return total;
    }

    public void Dispose()
    {
        foreach (IDisposable owned in (IDisposable[])
            [
                choice, batch, hidden, deltas, featureEntries, embeddingGradient, positives, lossScratch, rows, gradients, logits, active,
            ])
        {
            owned.Dispose();
        }
    }

    private void ForwardHidden(ref RandomStream random, StepMeter meter)
    {
        network.Embedding.Forward(batch, hidden);
        meter.End(StepPart.EmbeddingForward);
        Rectifier.Forward(hidden, network.Activation, dropout: 0, ref random);
        hidden.Transpose();
        meter.End(StepPart.Activation);
    }

    private void ChooseActive(ref RandomStream random, StepMeter meter)
    {
        batch.CheckLabels(network.Output.Neurons);
        positives.Transpose(batch.Count, batch.LabelOffsets, batch.LabelIds, null);
        active.Clear();
        active.AddRange(new ReadOnlySpan<int>(positives.Rows, positives.RowCount));
        meter.End(StepPart.TransposeLabels);
        choice.Add(hidden, batch, active, ref random, meter);
    }

    private double RunOutput(float learningRate, ref RandomStream random, StepMeter meter)
    {
        float scale = 1f / batch.Count;
        double total = 0;
        uint noise = optimizers.Output.DrawNoise(ref random);
        deltas.Clear();
        choice.BeginBatch(batch, loss.CostlessBelow);
        meter.End(StepPart.BackwardProduct);
        int blocks = SharedOutputStep.BlocksOf(active);
        int begin = SharedOutputStep.FirstBlock(positives, active);
        for (int i = 0; i < blocks; i++)
        {
            int first = (begin + i) % blocks * BlockRows;
            int count = Math.Min(BlockRows, active.Count - first);
            int* ids = active.Pointer + first;
            WeightMatrix weights = network.Output.Weights;
            GatherCopy.Compute(weights, ids, count, rows.Pointer, rows.Stride);
            meter.End(StepPart.GatherRows);
            MatrixProduct.Multiply(
                rows.Pointer, rows.Stride, 1, hidden.Transposed.Pointer, hidden.Transposed.Stride, logits.Pointer, logits.Stride,
                count, batch.Count, hidden.Units + 1, accumulate: false);
            meter.End(StepPart.ForwardProduct);
            SharedLogits block = new((nint)logits.Pointer, logits.Stride, first, count, batch.Count, positives, 0);
            choice.Observe(block, meter);
            total += loss.DeriveShared(lossScratch, block, scale);
            meter.End(StepPart.Loss);
            MatrixProduct.Multiply(
                logits.Pointer, 1, logits.Stride, rows.Pointer, rows.Stride, deltas.Pointer, deltas.Stride,
                batch.Count, hidden.Units, count, accumulate: true);
            meter.End(StepPart.BackwardProduct);
            MatrixProduct.Multiply(
                logits.Pointer, logits.Stride, 1, hidden.Values.Pointer, hidden.Values.Stride, gradients.Pointer, gradients.Stride,
                count, hidden.Units, batch.Count, accumulate: false);
            MatrixSums.Rows(logits.Pointer, logits.Stride, count, batch.Count, gradients.Pointer + hidden.Units, gradients.Stride);
            meter.End(StepPart.GradientProduct);
            optimizers.Output.UpdateHogwild(ids, count, gradients.Pointer, gradients.Stride, learningRate, noise);
            meter.End(StepPart.OutputUpdate);
        }
        choice.EndBatch(batch, active, meter);
        if (meter.Counts)
            CountOutput(meter);
        return total;
    }

    private void UpdateEmbedding(float learningRate, ref RandomStream random, StepMeter meter)
    {
        featureEntries.TransposeFeatures(batch);
        meter.End(StepPart.TransposeFeatures);
        embeddingGradient.Defer(featureEntries, deltas, optimizers.Embedding, learningRate, ref random);
        embeddingGradient.Apply();
        meter.End(StepPart.EmbeddingUpdate);
        if (meter.Counts)
            CountEmbedding(meter);
    }

    /// <summary>Rows come from memory once, when they are gathered; the update finds them in the cache and writes them back.</summary>
    private void CountOutput(StepMeter meter)
    {
        double rowBytes = network.Output.Weights.StrideBytes;
        double product = 2.0 * active.Count * batch.Count * hidden.Units;
        meter.Add(StepPart.GatherRows, new PartWork(OutputBytes: active.Count * rowBytes));
        meter.Add(StepPart.ForwardProduct, new PartWork(Operations: product));
        meter.Add(StepPart.BackwardProduct, new PartWork(Operations: product));
        meter.Add(StepPart.GradientProduct, new PartWork(Operations: product));
        meter.Add(StepPart.OutputUpdate, new PartWork(OutputBytes: active.Count * (rowBytes + StateBytes), Writes: true));
    }

    /// <summary>Each of the batch's distinct rows comes from memory once in the forward pass and once more when it is updated.</summary>
    private void CountEmbedding(StepMeter meter)
    {
        double rowBytes = network.Embedding.Weights.StrideBytes;
        double distinct = featureEntries.RowCount;
        double operations = 2.0 * batch.FeatureOffsets[batch.Count] * hidden.Units;
        meter.Add(StepPart.EmbeddingForward, new PartWork(EmbeddingBytes: distinct * rowBytes, Operations: operations));
        meter.Add(
            StepPart.EmbeddingUpdate,
            new PartWork(EmbeddingBytes: distinct * ((2 * rowBytes) + StateBytes), Writes: true, Operations: operations));
    }
}
