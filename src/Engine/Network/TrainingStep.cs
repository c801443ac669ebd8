using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade;

/// <summary>
/// One worker's training step: forward, loss, backward and update for a batch. Weights and optimizers are shared with the other workers. The
/// update is part of the step (<see cref="Run"/>), or left to be done later by whoever has time (<see cref="Derive"/>).
/// </summary>
internal sealed class TrainingStep : IDisposable
{
    private readonly float hiddenDropout;
    private readonly float embeddingRate;
    private readonly HiddenPass hidden;
    private readonly OutputStep output;
    private readonly RowMatrix[] deltas;
    private readonly DenseGradient[] dense;
    private readonly RowEntries features;
    private readonly EmbeddingGradient embedding;
    private readonly LinearStep? linear;
    private readonly float linearRate;
    private readonly IDeferredUpdate[] updates;

    public TrainingStep(
        Network network, NetworkOptimizers optimizers, INeuronSampler sampler, TrainingRecipe recipe, SamplingCorrection? correction = null)
    {
        hiddenDropout = recipe.HiddenDropout;
        embeddingRate = recipe.EmbeddingRate;
        hidden = new HiddenPass(network, recipe.BatchSize);
        output = OutputStep.Create(
            recipe.Sharing, network.Output, sampler, OutputLosses.Create(recipe.Loss), optimizers.Output, recipe.BatchSize, correction);
        deltas = [.. hidden.Activations.Select(activation => new RowMatrix(recipe.BatchSize, activation.Units))];
        dense = [.. network.Dense.Zip(optimizers.Dense, (layer, optimizer) => new DenseGradient(layer, optimizer))];
        features = new RowEntries(network.Embedding.Weights.Rows);
        embedding = new EmbeddingGradient(network.Embedding, optimizers.Embedding);
        if (optimizers.Linear is { } linearOptimizer)
        {
            // A path has no use for an index of the hidden layer's outputs: its other active labels are drawn.
            int drawn = recipe.Sampler == SamplerKind.Full ? network.Output.Neurons : recipe.ActiveNeurons;
            linear = new LinearStep(linearOptimizer, OutputLosses.Create(recipe.Loss), drawn, recipe.BatchSize, correction);
        }
        linearRate = recipe.LinearRate / recipe.LearningRate;
        updates = linear is null ? [embedding, .. dense, output.Deferred] : [embedding, .. dense, output.Deferred, linear];
        Batch = new SparseBatch(network.Embedding.FeatureCount);
    }

    /// <summary>The samples of the next <see cref="Run"/>.</summary>
    public SparseBatch Batch { get; }

    /// <summary>Sum over all samples so far of the output neurons active for each.</summary>
    public long ActiveNeuronTotal => output.ActiveNeuronTotal;

    /// <summary>One step on <see cref="Batch"/>; returns the sum of its samples' losses before the update, those of the layers' scores.</summary>
    public double Run(float learningRate, ref RandomStream random)
    {
        hidden.Forward(Batch, hiddenDropout, ref random);
        double loss = output.Run(hidden.Last, Batch, deltas[^1], learningRate, ref random);
        Backward(learningRate, ref random);
        foreach (DenseGradient gradient in dense)
            gradient.Apply();
        embedding.Apply();
        if (linear is not null)
        {
            linear.Derive(Batch, features, linearRate * learningRate, ref random);
            linear.Apply();
        }
        return loss;
    }

    /// <summary>As <see cref="Run"/>, but writes no weights: the updates wait, block by block, in <see cref="Update"/>.</summary>
    public double Derive(float learningRate, ref RandomStream random)
    {
        hidden.Forward(Batch, hiddenDropout, ref random);
        double loss = output.Derive(hidden.Last, Batch, deltas[^1], learningRate, ref random);
        Backward(learningRate, ref random);
        linear?.Derive(Batch, features, linearRate * learningRate, ref random);
        return loss;
    }

    /// <summary>Blocks of rows, of all layers, that the last <see cref="Derive"/> left to be updated.</summary>
    public int CountBlocks()
    {
        int blocks = 0;
        foreach (IDeferredUpdate update in updates)
            blocks += BlocksOf(update);
        return blocks;
    }

    /// <summary>Updates a block of rows. No two blocks have a row in common, so they may be updated at the same time.</summary>
    /// <param name="block">Its number, below <see cref="CountBlocks"/>.</param>
    /// <param name="scratch">The calling worker's.</param>
    public void Update(int block, UpdateScratch scratch)
    {
        int layer = 0;
        while (block >= BlocksOf(updates[layer]))
            block -= BlocksOf(updates[layer++]);
        int start = block * IDeferredUpdate.BlockRows;
        updates[layer].Update(start, Math.Min(start + IDeferredUpdate.BlockRows, updates[layer].RowCount), scratch[layer]);
    }

    public void Dispose()
    {
        hidden.Dispose();
        output.Dispose();
        foreach (RowMatrix matrix in deltas)
            matrix.Dispose();
        foreach (DenseGradient gradient in dense)
            gradient.Dispose();
        features.Dispose();
        embedding.Dispose();
        linear?.Dispose();
        Batch.Dispose();
    }

    private static int BlocksOf(IDeferredUpdate update) => (update.RowCount + IDeferredUpdate.BlockRows - 1) / IDeferredUpdate.BlockRows;

    /// <summary>
    /// From the derivatives by the last hidden layer's outputs down to those by the first's; then the batch is turned round to its features,
    /// for the embedding and the linear path both.
    /// </summary>
    private void Backward(float learningRate, ref RandomStream random)
    {
        Rectifier.Backward(hidden.Last, deltas[^1], hiddenDropout);
        for (int i = dense.Length - 1; i >= 0; i--)
        {
            dense[i].Derive(hidden.Activations[i], deltas[i + 1], deltas[i], learningRate);
            Rectifier.Backward(hidden.Activations[i], deltas[i], hiddenDropout);
        }
        features.TransposeFeatures(Batch);
        embedding.Derive(features, deltas[0], embeddingRate * learningRate, ref random);
    }
}
