using Glissade.Kernels;

namespace Glissade.Tests;

/// <summary>Small models with codes of their labels, which they would not be given by themselves.</summary>
internal static class CodedModels
{
    public static ExtremeClassifier Train(TrainingOptions options)
    {
        Dataset train = TestData.Separable();
        ExtremeClassifier model = ExtremeClassifier.Train(train, options);
        using WorkerTeam team = new(2);
        model.Codes = LabelCodes.Make(model, train, team);
        return model;
    }

    public static void SaveAndDispose(this ExtremeClassifier model, string path)
    {
        using (model)
            model.Save(path);
    }
}
