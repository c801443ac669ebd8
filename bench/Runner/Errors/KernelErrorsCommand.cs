using System.CommandLine;
using System.Globalization;
using Glissade.Kernels;

namespace Glissade.Runner.Errors;

/// <summary>runner kernel-errors: the largest errors of the transcendental kernels over all single-precision numbers.</summary>
internal sealed class KernelErrorsCommand
{
    private readonly Option<int> threads = new("--threads")
    {
        HelpName = "N",
        Description = "workers [default: one for each processor]",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    private KernelErrorsCommand()
    {
    }

    public static Command Create()
    {
        KernelErrorsCommand action = new();
        Command command = new("kernel-errors", "Finds the largest errors of exp and the logistic loss over all floats. Takes minutes.");
        command.Options.Add(action.threads);
        command.SetAction(action.Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        int workers = parsed.GetValue(threads);
        if (workers < 1)
            throw new UsageException("--threads must be at least 1");
        (UlpError exp, UlpError logistic, UlpError sigmoid) = KernelErrors.Measure(workers);
        Console.WriteLine($"largest errors in units in the last place, {CpuTier.Name}:");
        Print("e^x", exp);
        Print("log(1 + e^x)", logistic);
        Print("1 / (1 + e^-x)", sigmoid);
        return 0;
    }

    private static void Print(string name, UlpError error) =>
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-14} {error.Ulps:F4} at x = {error.At:R}"));
}
