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
    private readonly RowEntries features;
    private readonly SharedLabels labels;
    private readonly LossScratch lossScratch;
    private readonly GrowingBuffer<float> logits = new();
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
        features = new RowEntries(path.FeatureCount + 1);
        labels = new SharedLabels(path.LabelCount);
        lossScratch = new LossScratch(batchCapacity);
    }

    /// <summary>Rows of features, the bias feature's among them.</summary>
    public int RowCount => features.RowCount;

    /// <summary>Derives the batch's loss by all scores; the update waits.</summary>
    /// <returns>The sum of the samples' losses.</returns>
    public double Derive(SparseBatch batch, float learningRate, ref RandomStream random)
    {
        samples = batch.Count;
        rate = learningRate;
        labels.Begin(batch, active);
        active.AddUniform(uniform, ref random);
        features.Transpose(batch.Count, batch.FeatureOffsets, batch.FeatureIds, batch.FeatureValues);
        new Span<float>(logits.Reserve((long)active.Count * stride), checked(active.Count * stride)).Clear();
        for (int row = 0; row < features.RowCount; row++)
            Forward(row);
        if (correction is not null)
            Correct(correction);
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
        features.Dispose();
        labels.Dispose();
        lossScratch.Dispose();
        logits.Dispose();
    }

    /// <summary>Z^T[label, sample] += value x S of one feature, for the samples that have it.</summary>
    private void Forward(int row)
    {
        int feature = features.Rows[row];
        if (feature == path.FeatureCount)
        {
            for (int position = 0; position < active.Count; position++)
                Add(row, position, path.BiasPointer[active.Pointer[position]]);
            return;
        }
        for (long pair = path.StartOf(feature); pair < path.EndOf(feature); pair++)
        {
            int position = active.PositionOf(path.LabelPointer[pair]);
            if (position >= 0)
                Add(row, position, path.WeightPointer[pair]);
        }
    }

    private void Correct(SamplingCorrection correction)
    {
        for (int position = 0; position < active.Count; position++)
        {
            float raise = correction.At(active, labels.Positives.RowCount, position);
            float* logit = logits.Pointer + ((long)position * stride);
            for (int sample = 0; sample < samples; sample++)
                logit[sample] += raise;
        }
    }

    private void Add(int row, int position, float weight)
    {
        float* logit = logits.Pointer + ((long)position * stride);
        for (int touch = features.Offsets[row]; touch < features.Offsets[row + 1]; touch++)
            logit[features.Samples[touch]] += features.Scales[touch] * weight;
    }

    private void Update(int start, int end)
    {
        for (int row = start; row < end; row++)
        {
            int feature = features.Rows[row];
            if (feature == path.FeatureCount)
            {
                for (int position = 0; position < active.Count; position++)
                    optimizer.UpdateBiasHogwild(active.Pointer[position], Gradient(row, position), rate);
                continue;
            }
            for (long pair = path.StartOf(feature); pair < path.EndOf(feature); pair++)
            {
                int position = active.PositionOf(path.LabelPointer[pair]);
                if (position >= 0)
                    optimizer.UpdateHogwild(pair, Gradient(row, position), rate);
            }
        }
    }

    /// <summary>dS[feature, label] = sum over the samples that have the feature of value x dZ^T[label, sample].</summary>
    private float Gradient(int row, int position)
    {
        float* delta = logits.Pointer + ((long)position * stride);
        float sum = 0;
        for (int touch = features.Offsets[row]; touch < features.Offsets[row + 1]; touch++)
            sum += features.Scales[touch] * delta[features.Samples[touch]];
        return sum;
    }
}
