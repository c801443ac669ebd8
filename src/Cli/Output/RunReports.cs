using Glissade.Kernels;

namespace Glissade.Cli.Output;

/// <summary>What the metrics file says of every run.</summary>
internal static class RunReports
{
    public static RunReport Of(ExtremeClassifier model, int threads) =>
        new(model.LabelCount, model.ParameterCount, PeakMemory.ResidentBytes(), threads, NativeFeatures.Instructions, model.Recipe.Seed);
}
