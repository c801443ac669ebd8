using System.Globalization;
using Glissade;

// Two files in any of the text formats, plain or compressed; those of the datasets folder will do.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
Dataset train = Dataset.Load(args[0]);
using ExtremeClassifier model = ExtremeClassifier.Train(train, new TrainingOptions { Epochs = 8 });

Dataset test = Dataset.Load(args[1], new DataReadOptions().Fitting(model));
EvaluationReport report = model.Evaluate(test);
Console.WriteLine($"P@1 {report.PrecisionAt(1):P1}");
foreach (Prediction p in model.Predict(test.Features(0), topK: 5))
    Console.WriteLine($"{p.Label} {p.Score:F3}");

// The file is loaded again with ExtremeClassifier.Load, by any program.
if (args.Length > 2)
    model.Save(args[2]);
