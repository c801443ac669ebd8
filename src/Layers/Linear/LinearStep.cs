using Glissade.Kernels;

namespace Glissade.Layers;

/// <summary>
/// One worker's training step of a <see cref="LinearPath"/>: the batch's true labels and uniformly drawn ones are active for all its samples, and
/// the loss is the path's own. It does not see the network's scores: trained by itself, a path errs elsewhere than the network, and their sum
/// ranks better than either, where a path that only learns what the network leaves over does not (docs/algorithms.md).
/// </summary>
internal sealed unsafe class LinearStep : IDeferredUpdate, IDisposable
{
    private readonly LinearPath path;
    private readonly LinearAdagrad optimizer;
    private readonly OutputLoss loss;
    private readonly SamplingCorrection? correction;
    private readonly int uniform;
    private readonly int stride;
    private readonly ActiveSet active;
    private readonly LinearHits hits;
    private readonly SharedLabels labels;
    private readonly LossScratch lossScratch;
    private readonly GrowingBuffer<float> logits = new();
    private readonly GrowingBuffer<float> biasGradients = new();

    // The batch under way.
    private RowEntries? features;
    private int samples;
    private float rate;

    /// <summary>Scratch for batches of up to <paramref name="batchCapacity"/> samples.</summary>
    public LinearStep(LinearAdagrad optimizer, OutputLoss loss, int uniform, int batchCapacity, SamplingCorrection? correction = null)
    {
        this.correction = correction;
        path = optimizer.Path;
        this.optimizer = optimizer;
        this.loss = loss;
        this.uniform = uniform;
        stride = ActivationBatch.PaddedCapacity(batchCapacity);
        active = new ActiveSet(path.LabelCount);
        hits = new LinearHits(path);
        labels = new SharedLabels(path.LabelCount);
        lossScratch = new LossScratch(batchCapacity);
    }

    /// <summary>Rows of features, the bias feature's among them.</summary>
    public int RowCount => features!.RowCount;

    /// <summary>Derives the batch's loss by all scores; the update waits.</summary>
    /// <param name="batch">The samples.</param>
    /// <param name="features">The same by their features; read again by the update.</param>
    /// <param name="learningRate">Step size of the update to come.</param>
    /// <param name="random">What labels are drawn from.</param>
    /// <returns>The sum of the samples' losses.</returns>
    public double Derive(SparseBatch batch, RowEntries features, float learningRate, ref RandomStream random)
    {
        this.features = features;
        samples = batch.Count;
        rate = learningRate;
        labels.Begin(batch, active);
        active.AddUniform(uniform, ref random);
        hits.Find(features, active);
        logits.Reserve(checked(active.Count * stride));
        AddBiases();
        for (int row = 0; row < features.RowCount; row++)
            Forward(row);
        SharedLogits all = new((nint)logits.Pointer, stride, 0, active.Count, samples, labels.Positives, (nint)labels.Targets);
        loss.BeginShared(lossScratch, samples);
        loss.Observe(lossScratch, all);
        return loss.DeriveShared(lossScratch, all, 1f / samples) + loss.EndShared(lossScratch, samples);
    }

    /// <summary>Updates all rows.</summary>
    public void Apply() => Update(0, RowCount);

    public void Update(int start, int end, RowMatrix scratch) => Update(start, end);

    public void Dispose()
    {
        active.Dispose();
        hits.Dispose();
        labels.Dispose();
        lossScratch.Dispose();
        logits.Dispose();
        biasGradients.Dispose();
    }

    /// <summary>Z^T[label, sample] = bias, corrected, for all samples: each has the bias feature, with the value 1.</summary>
    private void AddBiases()
    {
        for (int position = 0; position < active.Count; position++)
        {
            float bias = path.BiasPointer[active.Pointer[position]] + (correction?.At(active, labels.Positives.RowCount, position) ?? 0);
            new Span<float>(LogitsAt(position), samples).Fill(bias);
        }
    }

    /// <summary>Z^T[label, sample] += value x S of one feature, for the samples that have it.</summary>
    private void Forward(int row)
    {
        float* weights = path.WeightPointer + path.StartOf(features!.Rows[row]);
        int* places = hits.Places;
        int* positions = hits.Positions;
        int end = hits.Offsets[row + 1];
        for (int touch = features.Offsets[row]; touch < features.Offsets[row + 1]; touch++)
        {
            float* logit = logits.Pointer + features.Samples[touch];
            float scale = features.Scales[touch];
            for (int hit = hits.Offsets[row]; hit < end; hit++)
                logit[(nint)positions[hit] * stride] += scale * weights[places[hit]];
        }
    }

    private void Update(int start, int end)
    {
        for (int row = start; row < end; row++)
        {
            if (features!.Rows[row] == path.FeatureCount)
                UpdateBiases();
            else
                UpdatePairs(row);
        }
    }

    private void UpdateBiases()
    {
        float* gradients = biasGradients.Reserve(active.Count);
        MatrixSums.Rows(logits.Pointer, stride, active.Count, samples, gradients, 1);
        for (int position = 0; position < active.Count; position++)
            optimizer.UpdateBiasHogwild(active.Pointer[position], gradients[position], rate);
    }

    /// <summary>dS[feature, label] = sum over the samples that have the feature of value x dZ^T[label, sample].</summary>
    private void UpdatePairs(int row)
    {
        long pairs = path.StartOf(features!.Rows[row]);
        int* places = hits.Places;
        int* positions = hits.Positions;
        int* touching = features.Samples + features.Offsets[row];
        float* scales = features.Scales + features.Offsets[row];
        int touches = features.Offsets[row + 1] - features.Offsets[row];
        int end = hits.Offsets[row + 1];
        for (int hit = hits.Offsets[row]; hit < end; hit++)
        {
            float* delta = LogitsAt(positions[hit]);
            float gradient = 0;
            for (int touch = 0; touch < touches; touch++)
                gradient += scales[touch] * delta[touching[touch]];
            optimizer.UpdateHogwild(pairs + places[hit], gradient, rate);
        }
    }

    private float* LogitsAt(int position) => logits.Pointer + ((nint)position * stride);
}
