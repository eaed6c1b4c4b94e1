using System.Diagnostics;
using Emoji;
using I2MoE.Dsl.Data;
using I2MoE.Dsl.Models;
using I2MoE.Dsl.Training;
using I2MoE.Dsl.Interpretation.Reporting;
if (args.Contains("shots")) { await Shots.Run(args.Last()); return; }
string root = "/work/wt/report/examples/Emoji/";
using MultimodalDataset data = NpzFile.Read(root + "data/emoji.npz", new ArrayLayout {
  Modalities = new Dictionary<string,string>{["Image"]="image",["Name"]="name",["Keywords"]="keywords"},
  ClassNames = ["Activities","Animals & Nature","Flags","Food & Drink","Objects","People & Body","Smileys & Emotion","Symbols","Travel & Places"] });
data.NameSamples(File.ReadAllLines(root + "data/samples.txt"));
data.NameFeatures("Name", File.ReadAllLines(root + "data/name_words.txt"));
data.NameFeatures("Keywords", File.ReadAllLines(root + "data/keyword_words.txt"));
bool std = args.Contains("std");
using DataSplits raw = data.Split(0, 0.7, 0.15);
using DataSplits splits = std ? raw.Standardise() : raw;
TorchSharp.torch.set_num_threads(2);
var clock = Stopwatch.StartNew();
using Trainer<EmojiModel> trainer = EmojiModel.CreateTrainer(new TrainerOptions { Seed = 0 });
FitResult? fit = null; if (File.Exists("/tmp/emoji.safetensors") && !args.Contains("train")) trainer.Model.Load("/tmp/emoji.safetensors"); else { fit = await trainer.FitAsync(splits); trainer.Model.Save("/tmp/emoji.safetensors"); }
Console.WriteLine($"trained {clock.Elapsed.TotalSeconds:0.0}s, test {trainer.Evaluate(splits.Test).Metrics.Score}");
VanillaModel? vanilla = null; Trainer<VanillaModel>? bt = null;
if (args.Contains("baseline")) { bt = EmojiModel.CreateBaselineTrainer(new TrainerOptions { Seed = 0 }); await bt.FitAsync(splits); vanilla = bt.Model; }
clock.Restart();
var content = InterpretationReport.Compute(trainer.Model, splits, new InterpretationReportOptions { Title = "Emoji", History = fit, Baseline = vanilla, Experiment = File.ReadAllText(root + "emoji.i2moe.yaml") });
Console.WriteLine($"computed {clock.Elapsed.TotalSeconds:0.0}s; residual max {content.Samples.Max(s => s.Residuals!.Max(Math.Abs)):0.0000} mean {content.Samples.Average(s => s.Residuals!.Average(Math.Abs)):0.0000}");
string page = InterpretationReport.Write("/tmp/emoji-report", content);
Console.WriteLine($"written {clock.Elapsed.TotalSeconds:0.0}s {new FileInfo(page).Length/1e6:0.00} MB");
foreach (var s in content.Samples.Take(25)) Console.WriteLine($"{s.Name} -> {s.Predicted} ({s.Truth}): {s.Sentence}");
