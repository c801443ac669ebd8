using System.Diagnostics;
using Glissade.Kernels;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Products;

/// <summary>
/// One layer and batch size: our products and OpenBLAS's in turn, several rounds of all, medians kept. With several threads each worker
/// has a batch of its own, as in training; OpenBLAS's one call is shared by all threads instead and made for one batch after the other.
/// </summary>
internal sealed class ProductsBenchmark : IDisposable
{
    /// <summary>Time that one measurement takes at least, roughly: enough for the clock, and for threads to start.</summary>
    private const double TargetSeconds = 0.03;

    /// <summary>OpenBLAS's threads look out for work for a while after a call, on processors that we are about to measure on.</summary>
    private const int SettleMilliseconds = 50;

    /// <summary>Of the sum of absolute values; a result in a wrong order differs by ten times as much at least.</summary>
    private const double Tolerance = 1e-5;

    private readonly OpenBlas? blas;
    private readonly WorkerTeam team;
    private readonly RowMatrix weights;
    private readonly WideOperands[] operands;
    private readonly int samples;

    public ProductsBenchmark(OpenBlas? blas, int threads, int samples, int neurons)
    {
        this.blas = blas;
        this.samples = samples;
        team = new WorkerTeam(threads);
        weights = new RowMatrix(neurons, ProductsCase.Units + 1);
        RandomStream random = new(1);
        for (int i = 0; i < neurons; i++)
        {
            foreach (ref float value in weights.Row(i))
                value = random.NextGaussian();
        }
        operands = [.. Enumerable.Range(0, threads).Select(worker => new WideOperands(weights, samples, 2 + (ulong)worker))];
    }

    /// <summary>Measures each product <paramref name="rounds"/> times.</summary>
    /// <exception cref="InvalidOperationException">OpenBLAS computes something else than we do.</exception>
    public IReadOnlyList<ProductsResult> Run(int rounds)
    {
        ProductsCase[] cases = [.. Enum.GetValues<WideProduct>().Select(kind => new ProductsCase(kind, samples, weights.Rows))];
        foreach (ProductsCase product in cases)
            WarmUp(product.Product);
        double[][] rates = [.. cases.SelectMany(_ => Enumerable.Range(0, 3)).Select(_ => new double[rounds])];
        // The first round is for the JIT and is overwritten by the second.
        for (int pass = 0; pass <= rounds; pass++)
        {
            int round = Math.Max(pass - 1, 0);
            for (int i = 0; i < cases.Length; i++)
            {
                WideProduct kind = cases[i].Product;
                rates[3 * i][round] = RateOfTeam(cases[i], operand => operand.Ours(kind));
                rates[(3 * i) + 1][round] = blas is null ? double.NaN : RateOfWhole(cases[i], blas);
                rates[(3 * i) + 2][round] = blas is null ? double.NaN : RateOfTeam(cases[i], operand => operand.Blocks(kind, blas));
            }
        }
        return [.. cases.Select((product, i) =>
            new ProductsResult(product, Median.Of(rates[3 * i]), Median.Of(rates[(3 * i) + 1]), Median.Of(rates[(3 * i) + 2])))];
    }

    public void Dispose()
    {
        foreach (IDisposable memory in (IEnumerable<IDisposable>)[.. operands, weights, team])
            memory.Dispose();
    }

    /// <summary>Runs everything once for each worker, forward first, and compares; logits are there in both orders afterwards.</summary>
    private void WarmUp(WideProduct kind)
    {
        blas?.SetThreads(1);
        foreach (WideOperands operand in operands)
        {
            operand.Ours(kind);
            (double ours, double magnitude) = operand.Check(kind, whole: false);
            if (blas is null)
                continue;
            operand.Blocks(kind, blas);
            double blocks = operand.Check(kind, whole: false).Sum;
            operand.Whole(kind, blas);
            double whole = operand.Check(kind, whole: true).Sum;
            if (!(Math.Abs(ours - blocks) <= Tolerance * magnitude && Math.Abs(ours - whole) <= Tolerance * magnitude))
                throw new InvalidOperationException($"{kind} differs: ours {ours:R}, OpenBLAS by blocks {blocks:R}, in one call {whole:R}");
        }
    }

    /// <summary>Gflop/s of all workers together, each on one thread and its own batch.</summary>
    private double RateOfTeam(ProductsCase product, Action<WideOperands> run)
    {
        blas?.SetThreads(1);
        int repeats = Repeats(product);
        long start = Stopwatch.GetTimestamp();
        team.Run(worker =>
        {
            for (int i = 0; i < repeats; i++)
                run(operands[worker]);
        });
        return Rate(product, repeats, start);
    }

    /// <summary>Gflop/s of the same batches one after the other, each in one call that all threads share.</summary>
    private double RateOfWhole(ProductsCase product, OpenBlas library)
    {
        library.SetThreads(team.Size);
        int repeats = Repeats(product);
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < repeats; i++)
        {
            foreach (WideOperands operand in operands)
                operand.Whole(product.Product, library);
        }
        double rate = Rate(product, repeats, start);
        if (team.Size > 1)
            Thread.Sleep(SettleMilliseconds);
        return rate;
    }

    private double Rate(ProductsCase product, int repeats, long start) =>
        team.Size * repeats * product.Operations / Stopwatch.GetElapsedTime(start).TotalSeconds / 1e9;

    /// <summary>At a hundred Gflop/s a thread, which is near enough.</summary>
    private static int Repeats(ProductsCase product) => (int)(TargetSeconds * 1e11 / product.Operations) + 1;
}
