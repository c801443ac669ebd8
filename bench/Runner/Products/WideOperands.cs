using Glissade.Kernels;
using Glissade.Layers;

namespace Glissade.Runner.Products;

/// <summary>
/// One worker's batch with a whole wide layer, laid out as the engine lays it out: weight rows [w; b] and gradients of 144 elements, [h; 1]
/// both ways round, logits by neuron. OpenBLAS's one call has its logits by sample instead, the order it is mostly called with.
/// </summary>
internal sealed unsafe class WideOperands : IDisposable
{
    /// <summary>Neurons of a block, as many as <see cref="SharedOutputStep"/> takes.</summary>
    private const int BlockNeurons = 128;

    private static readonly WideProduct[] Parts = [WideProduct.Forward, WideProduct.Backward, WideProduct.Gradient];

    private readonly int samples;
    private readonly int neurons;
    private readonly RowMatrix weights;
    private readonly ActivationBatch hidden;
    private readonly RowMatrix byNeuron;
    private readonly RowMatrix bySample;
    private readonly RowMatrix deltas;
    private readonly RowMatrix gradients;

    /// <param name="weights">Rows of the layer, which workers share.</param>
    /// <param name="samples">Batch size.</param>
    /// <param name="seed">Names the batch.</param>
    public WideOperands(RowMatrix weights, int samples, ulong seed)
    {
        this.samples = samples;
        this.weights = weights;
        neurons = weights.Rows;
        hidden = new ActivationBatch(samples, ProductsCase.Units);
        byNeuron = new RowMatrix(neurons, ActivationBatch.PaddedCapacity(samples));
        bySample = new RowMatrix(samples, neurons);
        deltas = new RowMatrix(samples, ProductsCase.Units);
        gradients = new RowMatrix(neurons, ProductsCase.Units + 1);
        RandomStream random = new(seed);
        hidden.Begin(samples);
        for (int i = 0; i < samples; i++)
        {
            foreach (ref float value in hidden.Values.Row(i)[..ProductsCase.Units])
                value = random.NextGaussian();
        }
        hidden.Transpose();
    }

    private static int Units => ProductsCase.Units;

    /// <summary>Our kernel, block by block.</summary>
    public void Ours(WideProduct product) => ForBlocks(product, Ours);

    /// <summary>OpenBLAS on the same blocks and the same memory.</summary>
    public void Blocks(WideProduct product, OpenBlas blas) =>
        ForBlocks(product, (part, first, rows, z) => Blocks(part, first, rows, z, blas));

    /// <summary>OpenBLAS on the whole layer at once.</summary>
    public void Whole(WideProduct product, OpenBlas blas)
    {
        switch (product)
        {
            case WideProduct.Forward:
                blas.Multiply(
                    false, true, samples, neurons, Units, hidden.Values.Pointer, hidden.Values.Stride, weights.Pointer, weights.Stride,
                    bySample.Pointer, bySample.Stride, accumulate: false);
                break;
            case WideProduct.Backward:
                blas.Multiply(
                    false, false, samples, Units, neurons, bySample.Pointer, bySample.Stride, weights.Pointer, weights.Stride,
                    deltas.Pointer, deltas.Stride, accumulate: false);
                break;
            case WideProduct.Gradient:
                blas.Multiply(
                    true, false, neurons, Units, samples, bySample.Pointer, bySample.Stride, hidden.Values.Pointer, hidden.Values.Stride,
                    gradients.Pointer, gradients.Stride, accumulate: false);
                break;
            default:
                foreach (WideProduct part in Parts)
                    Whole(part, blas);
                break;
        }
    }

    /// <summary>A sum over what the last product of a kind wrote, weighted so that rows and columns in a wrong order are found.</summary>
    /// <param name="product">The product.</param>
    /// <param name="whole">Whether it was <see cref="Whole"/> that ran last.</param>
    public (double Sum, double Magnitude) Check(WideProduct product, bool whole) => product switch
    {
        WideProduct.Forward => whole ? Weighted(bySample, samples, neurons, 1, 3) : Weighted(byNeuron, neurons, samples, 3, 1),
        WideProduct.Backward => Weighted(deltas, samples, Units, 1, 3),
        _ => Weighted(gradients, neurons, Units, 1, 3),
    };

    public void Dispose()
    {
        foreach (IDisposable memory in (IDisposable[])[hidden, byNeuron, bySample, deltas, gradients])
            memory.Dispose();
    }

    /// <summary>All three together take a block through each while its logits are in cache, always in the first block's place.</summary>
    private void ForBlocks(WideProduct product, BlockProduct run)
    {
        for (int first = 0; first < neurons; first += BlockNeurons)
        {
            int rows = Math.Min(BlockNeurons, neurons - first);
            if (product != WideProduct.AllThree)
            {
                run(product, first, rows, byNeuron.RowPointer(first));
                continue;
            }
            foreach (WideProduct part in Parts)
                run(part, first, rows, byNeuron.Pointer);
        }
    }

    private void Ours(WideProduct part, int first, int rows, float* z)
    {
        float* w = weights.RowPointer(first);
        if (part == WideProduct.Forward)
        {
            MatrixProduct.Multiply(
                w, weights.Stride, 1, hidden.Transposed.Pointer, hidden.Transposed.Stride, z, byNeuron.Stride,
                rows, samples, Units, accumulate: false);
        }
        else if (part == WideProduct.Backward)
        {
            MatrixProduct.Multiply(
                z, 1, byNeuron.Stride, w, weights.Stride, deltas.Pointer, deltas.Stride, samples, Units, rows, accumulate: first > 0);
        }
        else
        {
            MatrixProduct.Multiply(
                z, byNeuron.Stride, 1, hidden.Values.Pointer, hidden.Values.Stride, gradients.RowPointer(first), gradients.Stride,
                rows, Units, samples, accumulate: false);
        }
    }

    private void Blocks(WideProduct part, int first, int rows, float* z, OpenBlas blas)
    {
        float* w = weights.RowPointer(first);
        if (part == WideProduct.Forward)
        {
            blas.Multiply(
                false, true, rows, samples, Units, w, weights.Stride, hidden.Values.Pointer, hidden.Values.Stride, z, byNeuron.Stride,
                accumulate: false);
        }
        else if (part == WideProduct.Backward)
        {
            blas.Multiply(
                true, false, samples, Units, rows, z, byNeuron.Stride, w, weights.Stride, deltas.Pointer, deltas.Stride,
                accumulate: first > 0);
        }
        else
        {
            blas.Multiply(
                false, false, rows, Units, samples, z, byNeuron.Stride, hidden.Values.Pointer, hidden.Values.Stride,
                gradients.RowPointer(first), gradients.Stride, accumulate: false);
        }
    }

    private static (double Sum, double Magnitude) Weighted(RowMatrix matrix, int rows, int columns, int rowStep, int columnStep)
    {
        double sum = 0;
        double magnitude = 0;
        for (int i = 0; i < rows; i++)
        {
            float* row = matrix.RowPointer(i);
            for (int j = 0; j < columns; j++)
            {
                double term = (double)row[j] * (((rowStep * i) + (columnStep * j)) % 17);
                sum += term;
                magnitude += Math.Abs(term);
            }
        }
        return (sum, magnitude);
    }

    private delegate void BlockProduct(WideProduct part, int first, int rows, float* z);
}
