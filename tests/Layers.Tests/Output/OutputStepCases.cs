namespace Glissade.Layers.Tests;

public static class OutputStepCases
{
    public static TheoryData<LossKind, ActiveSharing> LossesAndSharings =>
        new MatrixTheoryData<LossKind, ActiveSharing>(Enum.GetValues<LossKind>(), Enum.GetValues<ActiveSharing>());

    public static TheoryData<OptimizerKind, ActiveSharing> OptimizersAndSharings =>
        new MatrixTheoryData<OptimizerKind, ActiveSharing>(Enum.GetValues<OptimizerKind>(), Enum.GetValues<ActiveSharing>());
}
