using System.CommandLine;
using System.Globalization;
using System.Text;
using Glissade.Kernels;
using Glissade.Runner.Reports;

namespace Glissade.Runner.Products;

/// <summary>runner products: the engine's matrix products beside OpenBLAS's, to docs/benchmarks/products.md.</summary>
internal sealed class ProductsCommand
{
    private const string Missing = "OpenBLAS is not installed (apt-get install libopenblas0-pthread)";

    private static readonly int[] BatchSizes = [256, 64];
    private static readonly int[] LayerSizes = [2_000, 8_000, 32_000, 67_000];

    private readonly PageOptions page = new("products.md", defaultRounds: 9);

    private readonly ThreadsOption threads = new("1 to N");

    private ProductsCommand()
    {
    }

    public static Command Create()
    {
        ProductsCommand action = new();
        Command command = new("products", "Measures the output layer's matrix products beside OpenBLAS's. Takes 250 MB a thread.");
        action.threads.AddTo(command);
        action.page.AddTo(command);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        int most = threads.Most(parsed);
        int rounds = page.Rounds(parsed);
        string path = page.Target(parsed);
        OpenBlas? blas = OpenBlas.Find();
        if (blas is null)
            Console.Error.WriteLine(Missing);
        else if (OpenBlas.Overrides().Count > 0)
            Console.Error.WriteLine($"OpenBLAS does not run as it would by itself; the environment sets {Overrides()}");
        StringBuilder text = new(Heading(blas));
        for (int count = 1; count <= most; count++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {count} {(count == 1 ? "thread" : "threads")}\n\n");
            text.Append(Table(Measure(blas, count, rounds), blas is not null));
        }
        PageOptions.Write(path, text.ToString());
        return 0;
    }

    private static IEnumerable<ProductsResult> Measure(OpenBlas? blas, int threads, int rounds)
    {
        foreach (int samples in BatchSizes)
        {
            foreach (int neurons in LayerSizes)
            {
                Console.Error.WriteLine($"measuring {samples} samples, {neurons} neurons, threads: {threads}");
                using ProductsBenchmark benchmark = new(blas, threads, samples, neurons);
                foreach (ProductsResult result in benchmark.Run(rounds))
                    yield return result;
            }
        }
    }

    private static string Overrides() => OpenBlas.Overrides() is { Count: > 0 } settings ? string.Join(", ", settings) : "nothing";

    private static string Heading(OpenBlas? blas) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        # Matrix products

        Written by `bench/Runner`; do not edit by hand. To reproduce: `dotnet run -c Release --project bench/Runner -- products`

        - Machine: {Machine.Processor()}, {Environment.ProcessorCount} logical cores, {CpuTier.Name}
        - .NET {Environment.Version}; date: {DateTime.UtcNow:yyyy-MM-dd}
        - {(blas is null ? Missing : $"{blas.Description}; set in the environment: {Overrides()}")}

        The three products of an output layer of N neurons over d = {ProductsCase.Units} hidden units, for a batch of B samples: forward
        Z [B x N] = H W^T, backward dH [B x d] = dZ W, gradient dW [N x d] = dZ^T H, 2 B N d operations each, in Gflop/s. Single precision;
        medians over rounds in which all ways take turns:

        - ours: block by block of 128 neurons on one thread, as the engine runs it; logits are kept by neuron (Z^T). H is there both
          ways round, which the engine sees to once for each batch.
        - one call: cblas_sgemm, row-major, on the whole layer with logits by sample, which is how it is mostly called.
        - by blocks: cblas_sgemm in place of our kernel, on the same blocks of the same memory.

        Forward, backward and gradient read and write whole matrices of all N neurons; rows of W and dW are 144 elements apart as the
        engine has them. "All three" is a layer's share of a training step: blocks then go through the three products one after the
        other while their logits are in cache, where "one call" is three calls. Results are compared before anything is measured.
        With n threads there are n batches: ours and "by blocks" have one batch a thread, as training has; "one call" is made for one
        batch after the other, n threads to a call. Rates are those of all threads together.

        """);

    private static string Table(IEnumerable<ProductsResult> results, bool compare)
    {
        string[] titles = ["product", "B", "N", "ours"];
        string[] others = ["one call", "by blocks", "ours / one call", "ours / by blocks"];
        MarkdownTable table = new(1, compare ? [.. titles, .. others] : titles);
        foreach (ProductsResult result in results)
        {
            ProductsCase product = result.Case;
            string[] cells =
            [
                product.Product == WideProduct.AllThree ? "all three" : product.Product.ToString().ToLowerInvariant(),
                product.Samples.ToString(CultureInfo.InvariantCulture),
                product.Neurons.ToString("N0", CultureInfo.InvariantCulture),
                Rate(result.Ours),
            ];
            string[] comparison =
            [
                Rate(result.Whole), Rate(result.Blocks), Ratio(result.Ours / result.Whole), Ratio(result.Ours / result.Blocks),
            ];
            table.Add(compare ? [.. cells, .. comparison] : cells);
        }
        return table.ToString();
    }

    private static string Rate(double value) => value.ToString("F0", CultureInfo.InvariantCulture);

    private static string Ratio(double value) => value.ToString("F2", CultureInfo.InvariantCulture);
}
