using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Running;
using Glissade.Micro;

(string[] rest, IConfig? config) = TierJobs.Read(args);
BenchmarkSwitcher.FromAssembly(typeof(TierJobs).Assembly).Run(rest, config);
